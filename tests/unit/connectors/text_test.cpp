#include "connectors/text.hpp"

#include <gtest/gtest.h>

namespace otklik {
namespace {

TEST(NetworkText, IsCountedInCharacters) {
    EXPECT_EQ(characters_in(""), 0u);
    EXPECT_EQ(characters_in("Яма 🙂"), 5u);
    EXPECT_EQ(characters_in("а\xff"), 2u);
}

TEST(NetworkText, KeepsItsWordsAndOneSpaceBetweenThem) {
    EXPECT_EQ(squeezed(" \n Вывезем\t\r\n завтра. "), "Вывезем завтра.");
    EXPECT_EQ(squeezed(" \n"), "");
}

}
}
