// What residents write, in words invented for this test, and what the shipped pack should make of it.
// The marks: m mention, a accepted; the first subject and the first executor ("" when there is none, "*" any).
#include "rules/engine.hpp"

#include "small_pack.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <string_view>

namespace otklik::rules {
namespace {

enum class heard_in { ours, strangers };

struct resident {
    heard_in where;
    std::string_view marks;
    std::string_view subject;
    std::string_view executor;
    std::string_view text;
};

constexpr auto ours = heard_in::ours;
constexpr auto strangers = heard_in::strangers;

constexpr resident said[] = {
    {ours, "a", "roads", "utilities", "Когда уже починят дорогу на Франко? Яма на яме, вчера колесо оставил"},
    {ours, "a", "roads", "utilities", "Тротуара возле больницы нет вообще, с коляской иди по проезжей части"},
    {ours, "a", "roads", "utilities", "ДОРОГИ УБИТЫЕ!!! стыдно перед гостями"},
    {ours, "a", "roads", "utilities", "Дoрoга на Сокрутовку разбитa, автобус объезжает по степи"},
    {strangers, "a", "roads", "utilities", "В Батаевке после дождя по улице не проехать: ямы и грязь по колено"},
    {strangers, "", "roads", "utilities", "У нас на районе ямы на дороге по колено, никто не чинит"},
    {ours, "a", "snow", "utilities", "Снег третий день никто не чистит, скорая не смогла проехать"},
    {ours, "a", "snow", "utilities", "Гололёд страшный, хоть бы песком посыпали у школы. Бабушка упала"},
    {ours, "a", "garbage", "utilities", "За гаражами опять свалка, ветер разносит пакеты по всей улице"},
    {ours, "a", "garbage", "utilities", "Мусор не вывозят вторую неделю, баки переполнены"},
    {strangers, "a", "garbage", "utilities", "Посёлок Нижний Баскунчак утонул в мусоре, контейнеров не хватает"},
    {ours, "a", "water", "utilities", "Воды нет с шести утра, хоть бы предупредили"},
    {ours, "a", "water", "utilities", "Почему из крана идёт ржавая вода? Ребёнка искупать невозможно"},
    {strangers, "a", "water", "utilities", "в Капустином Яру сидим без воды, подвоз обещали и пропали"},
    {ours, "a", "sewage", "utilities", "Канализация течёт прямо во двор, вонь невыносимая"},
    {ours, "a", "heating", "utilities", "Батареи ледяные, на улице минус, когда дадут отопление?"},
    {ours, "a", "gas", "utilities", "Когда к нам на Мелиораторов газ проведут, дрова уже золотые"},
    {ours, "a", "lights", "utilities", "На нашей улице не горит ни один фонарь, дети идут из школы в темноте"},
    {ours, "a", "lights", "utilities", "Опять света нет! Третий раз за неделю"},
    {ours, "a", "housing", "utilities", "Крыша течёт пятый год, управляющая компания только квитанции шлёт"},
    {ours, "a", "housing", "utilities", "Наш дом признан аварийным, когда расселение?"},
    {ours, "a", "yards", "utilities", "Качели на детской площадке сломаны, торчит железо, дети покалечатся"},
    {ours, "a", "yards", "utilities", "Спилите сухой тополь, он сейчас рухнет на машины"},
    {ours, "a", "cemeteries", "utilities", "На кладбище горы мусора, подойти к могилам нельзя"},
    {ours, "a", "dogs", "utilities", "Стая бродячих собак у садика, кидаются на детей"},
    {ours, "a", "dogs", "utilities", "Вчера собаки покусали соседку, где отлов?"},
    {ours, "a", "insects", "utilities", "Будет ли обработка от мошки? Выйти во двор нельзя"},
    {ours, "a", "kindergartens", "education", "Ждём место в садик второй год, очередь не двигается"},
    {ours, "a", "schools", "education", "В третьей школе холодно, дети сидят на уроках в куртках"},
    {ours, "a", "school_food", "education", "Чем кормят детей в школьной столовой? Сын приходит голодный"},
    {ours, "a", "transport", "economy", "Автобус до Знаменска опять не пришёл, ждали полтора часа"},
    {ours, "a", "transport", "economy", "Когда будет работать паром? До работы не добраться"},
    {ours, "a", "land", "property", "Как получить земельный участок многодетной семье?"},
    {ours, "a", "property", "property", "Заброшенное здание бывшей бани разваливается, там лазят дети"},
    {ours, "a", "building", "architecture", "Сосед ведёт самострой, кто выдал разрешение на строительство?"},
    {ours, "a", "culture", "culture", "Сельский клуб закрыли, молодёжи пойти некуда"},
    {ours, "a", "sports", "education", "Когда построят бассейн? Возим детей за сто километров"},
    {ours, "a", "trade", "economy", "Проверьте магазин на углу: просроченные продукты продают"},
    {ours, "a", "farming", "agriculture", "Коровы бродят по улицам, пастуха нет, огороды потоптали"},
    {ours, "a", "emergencies", "civil_defence", "Горит камыш у Пироговки, дым идёт на село"},
    {ours, "a", "emergencies", "civil_defence", "Паводок подошёл к огородам, дамбу размыло, куда смотрят"},
    {ours, "a", "order", "admin_commission", "Каждую ночь у кафе орёт музыка, спать невозможно"},
    {ours, "a", "youth", "minors", "Подростки ночью пьяные громят остановку, где родители"},
    {ours, "a", "papers", "general", "Месяц жду ответ на обращение, прислали отписку"},
    {ours, "a", "staff", "legal", "Сплошная коррупция и взятки, прокуратуры на вас нет"},
    {ours, "a", "budget", "finance", "Куда потратили бюджет района? Покажите отчёт"},

    {strangers, "ma", "", "", "Администрация Ахтубинского района снова молчит"},
    {strangers, "ma", "", "", "Писали в райадминистрацию, толку ноль"},
    {strangers, "ma", "", "", "главе Ахтубинского района передайте привет"},
    {ours, "ma", "", "", "Чиновники зажрались, людей не слышат"},
    {ours, "ma", "", "", "Уважаемый глава района, обратите на нас внимание"},
    {ours, "ma", "*", "education", "В управлении образования трубку не берут"},
    {ours, "ma", "*", "minors", "Куда смотрит КДН?"},
    {ours, "ma", "*", "finance", "В финуправление дозвонилась с пятого раза"},
    {ours, "ma", "*", "utilities", "ЖКХ спит"},
    {ours, "ma", "*", "architecture", "отдел архитектуры полгода смотрит на мои бумаги"},
    {ours, "ma", "*", "supply", "УХТО обещало и забыло"},

    {strangers, "", "", "", "Глава первая. В которой герой идёт в лес"},
    {strangers, "", "", "", "Администрация Черноярского района отчиталась за год"},
    {ours, "", "", "", "Администрация группы напоминает: реклама платная"},
    {ours, "", "water", "utilities", "В Знаменске третий день нет воды"},
    {strangers, "", "*", "*", "Посёлок Садовое: свалка у дороги, доколе"},
    {strangers, "a", "garbage", "utilities", "Село Садовое Астраханской области: свалка у дороги, доколе"},
    {strangers, "", "", "", "Сплавлялись по Ахтубе, рыбалка супер"},
    {strangers, "", "", "", "Лётчики-испытатели из Ахтубинска на параде"},
    {strangers, "", "", "", "Волго-Ахтубинская пойма весной прекрасна"},
    {ours, "", "", "", "Доброе утро, земляки! Хорошего дня"},
    {ours, "", "", "", "Согласна!"},
    {ours, "", "", "", "Дорогие друзья, приходите завтра к нам в гости"},
    {ours, "", "*", "*", "Продам дом: вода, газ, канализация, рядом школа и остановка автобуса"},
    {ours, "", "", "", "Потерялась собака, рыжая, просьба вернуть за вознаграждение"},
    {ours, "", "*", "*", "Поздравляем всех с днём города, счастья и здоровья"},
    {ours, "", "*", "*", "Требуется водитель на автобус, оплата сдельная"},
    {ours, "", "", "", "Наша команда выиграла матч, молодцы ребята"},
};

class Residents : public testing::Test {
protected:
    static void SetUpTestSuite() { shared_.emplace(load_pack(shipped_pack()).value); }

    static match judge(std::string_view text, heard_in where = ours) {
        input in;
        in.network = "vk";
        in.kind = "comment";
        in.text = text;
        in.local = where == ours;
        return shared_->apply(in);
    }

    static std::optional<engine> shared_;
};

std::optional<engine> Residents::shared_;

std::string first_executor(const match& found) {
    return found.executors.empty() ? "" : found.executors[0].executor;
}

bool fits(std::string_view got, std::string_view expected) {
    return expected == "*" || got == expected;
}

TEST_F(Residents, AreHeard) {
    for (const auto& one : said) {
        const auto found = judge(one.text, one.where);
        const auto marks = std::string(found.mention ? "m" : "") + (found.accepted ? "a" : "");
        EXPECT_EQ(marks, one.marks) << one.text << "\n" << found.because;
        const auto subject = found.subjects.empty() ? "" : found.subjects[0];
        EXPECT_TRUE(fits(subject, one.subject)) << subject << ": " << one.text << "\n" << found.because;
        const auto executor = first_executor(found);
        EXPECT_TRUE(fits(executor, one.executor)) << executor << ": " << one.text << "\n" << found.because;
    }
}

TEST_F(Residents, InAngerAreNotInsulting) {
    for (const std::string_view text :
         {"Дороги убитые, чиновники зажрались", "Да вы совсем обнаглели, сколько можно терпеть этот бардак!",
          "Администрация бездействует, позор!", "Надоело! Гнать таких руководителей поганой метлой",
          "Эта жара меня убьёт, а воды нет", "Убила бы время, да автобуса нет", "Собаки чуть не загрызли ребёнка",
          "Твари дрожащие или право имеем", "Дорога убита, машину убил за сезон", "Сук на тополе сломался, уберите",
          "Сгорит всё к чертям с вашим камышом", "Воры! Весь бюджет района украли", "Гори оно всё синим пламенем",
          "Зимой по такому льду ноги переломаем", "Где совесть у главы района",
          "Мы сожжём траву сами, раз вам некогда"})
        EXPECT_FALSE(judge(text).prohibited) << text;
}

TEST_F(Residents, WhoCrossTheLineAreShownToAPerson) {
    const std::pair<std::string_view, ground> crossed[] = {
        {"Какого хуя опять нет воды", ground::insult},
        {"Вы там все уроды и дебилы", ground::insult},
        {"пидoрасы, дорогу сделайте", ground::insult},
        {"Глава района просто идиот", ground::insult},
        {"Охуели совсем", ground::insult},
        {"Соседа за музыку убью, честно", ground::harm},
        {"Ещё раз увижу этого живодёра, переломаю ему ноги", ground::harm},
        {"всех их расстрелять мало", ground::harm},
        {"Глава, мы знаем, где ты живёшь", ground::threat},
        {"Сожгу вашу администрацию вместе с вами", ground::threat},
        {"Передайте начальнику: берегите семью, доберёмся", ground::threat},
    };
    for (const auto& [text, why] : crossed) {
        const auto found = judge(text);
        ASSERT_TRUE(found.prohibited) << text;
        EXPECT_EQ(name_of(*found.prohibited), name_of(why)) << text;
        EXPECT_FALSE(found.prohibited_words.empty()) << text;
    }
}

TEST_F(Residents, InCommentsAreHeardThroughThePostAbove) {
    input in;
    in.kind = "comment";
    in.context = {"Жители Болхунов жалуются: на дороге к школе ямы"};
    for (const auto& [text, accepted] : {std::pair{"И у нас то же самое, когда сделают?", true},
                                         {"Согласна!", false},
                                         {"А у нас фонари не горят", true},
                                         {"Ха-ха", false}}) {
        in.text = text;
        EXPECT_EQ(shared_->apply(in).accepted, accepted) << text;
    }
}

TEST_F(Residents, NameTheirVillagesInAnyForm) {
    for (const std::string_view place : {"в Батаевке",        "из Батаевки",          "до Болхун",
                                         "в Болхунах",        "из Болхунов",          "под Золотухой",
                                         "в Пироговке",       "Сокрутовку",           "в Капустином Яре",
                                         "Капустина Яра",     "за Пологим Займищем",  "из Пологого Займища",
                                         "в Ново-Николаевке", "Ново-Николаевку",      "в Королёвке",
                                         "из Королевки",      "в Верхнем Баскунчаке", "из Нижнего Баскунчака",
                                         "Ахтубинску",        "Ахтубинском районе",   "в АХТУБИНСКЕ",
                                         "#Ахтубинск",        "на Батаевок"})
        EXPECT_TRUE(judge("Нет воды, помогите, " + std::string(place), strangers).accepted) << place;
}

}
}
