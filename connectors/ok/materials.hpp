// What OK lets a program do with each material. A topic is made of texts, links, pictures, videos and polls; of a
// comment only its words are known for certain.
#pragma once

#include "connectors/materials.hpp"

namespace otklik::ok {

inline constexpr material_row materials[] = {
    {material::text, way::automatic, way::automatic, "Ставится сам. В ответе под комментарием – до 3000 знаков."},
    {material::photo, way::automatic, way::automatic,
     "К теме прикладывается сама. В личном сообщении – одна и сама, если у картинки есть адрес в интернете. Под "
     "комментарием её добавляет человек: как это делает программа, Одноклассники не описывают."},
    {material::video, way::by_hand, way::by_hand,
     "Загрузите видео при создании темы на странице группы. В ответ достаточно вставить ссылку на него."},
    {material::infographic, way::automatic, way::automatic,
     "То же, что фотография: к теме сама, в личном сообщении одна и сама, под комментарием руками."},
    {material::animation, way::by_hand, way::by_hand,
     "Приложите GIF на странице группы: отправленная программой, она может оказаться неподвижной."},
    {material::document, way::impossible, way::impossible,
     "К темам и комментариям документы не прикладываются: опубликуйте файл на сайте и поставьте в текст ссылку."},
    {material::poll, way::by_hand, way::impossible,
     "Создайте тему с опросом на странице группы: вопросы и сроки задаются там. В комментарии опроса не бывает."},
    {material::test, way::impossible, way::impossible,
     "Тестов в Одноклассниках нет. Поставьте в текст ссылку на тест или сделайте опрос."},
    {material::live_stream, way::by_hand, way::impossible,
     "Начните эфир на странице группы или в приложении OK Live; запись останется видеозаписью группы."},
    {material::contest, way::by_hand, way::impossible,
     "Отдельного вида нет: опубликуйте условия темой, а победителя объявите новой темой."},
    {material::hashtag, way::automatic, way::automatic, "Часть текста: #слово."},
    {material::geolocation, way::by_hand, way::impossible,
     "Напишите адрес в тексте; место на карте добавляет человек, если страница группы это предлагает."},
};

}
