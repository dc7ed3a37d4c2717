// What a publication or an answer in VK can be made of.
#pragma once

#include "connectors/materials.hpp"

namespace otklik::vk {

inline constexpr material_row materials[] = {
    {material::text, way::automatic, way::automatic, "Текст публикации или ответа."},
    {material::photo, way::automatic, way::automatic,
     "До десяти изображений. Нужен ключ пользователя с правами на фотографии и стену; без него приложите вручную."},
    {material::video, way::by_hand, way::by_hand,
     "Загрузите видео на странице сообщества («Видео» → «Загрузить») и приложите его к записи или комментарию."},
    {material::infographic, way::automatic, way::automatic, "Размещается как изображение, на тех же условиях."},
    {material::animation, way::automatic, way::automatic,
     "GIF размещается как файл; больше одного файла ВКонтакте не принимает."},
    {material::document, way::automatic, way::automatic,
     "Один файл. Если ключ сообщества не даёт его загрузить, приложите вручную."},
    {material::poll, way::by_hand, way::impossible,
     "Создайте опрос на странице при публикации («Опрос» под полем записи). В комментариях опросов нет."},
    {material::test, way::by_hand, way::impossible,
     "Тестов в записях нет: сделайте тест приложением сообщества и поставьте ссылку на него в текст."},
    {material::live_stream, way::by_hand, way::impossible,
     "Трансляцию начинает человек: «Видео» → «Создать трансляцию» на странице сообщества. В комментариях их нет."},
    {material::contest, way::by_hand, way::impossible,
     "Отдельного вида записи нет: опубликуйте условия текстом, участников и победителей определяет человек."},
    {material::hashtag, way::automatic, way::automatic, "Пишется прямо в тексте."},
    {material::geolocation, way::by_hand, way::impossible,
     "Отметьте место при публикации на странице («Место» под полем записи). В комментариях место не отмечают."},
};

}
