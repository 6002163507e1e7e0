// Who does what to whom: the nearest person acts, nothing else lies between, and sayings fill no slot.
#include "router/slot_patterns.hpp"

#include <catch2/catch.hpp>
#include <string>

#include "router/forms.hpp"
#include "text/normalize.hpp"

using namespace bot;

namespace {

constexpr router::PatternTrie::Meaning threat = 7;
constexpr router::PatternTrie::Meaning victim = 8;

router::SlotPatterns patterns() {
    router::SlotPatterns made({{"who_me", {"我", "i"}},
                               {"who_other", {"他", "老板", "孩子", "boss"}},
                               {"want", {"要", "want to"}},
                               {"kill", {"杀", "kill"}},
                               {"between_never", {"逼"}},
                               {"no_slot", {"对不起孩子"}}},
                              {"杀价"});
    made.add("who_me want 2 kill who_other", threat);
    made.add("who_other want kill who_me", victim);
    made.add("who_me kill", threat);
    made.add("who_me no_such_slot", victim);
    return made;
}

std::vector<router::PatternTrie::Meaning> found(const std::string& said) {
    const auto forms = router::forms_of(text::normalize(said));
    std::vector<router::PatternTrie::Meaning> meanings;
    const auto all = patterns();
    for (const auto& hit : all.in_joined(forms.joined)) meanings.push_back(hit.meaning);
    for (const auto& hit : all.in_spaced(forms.spaced)) meanings.push_back(hit.meaning);
    return meanings;
}

using Meanings = std::vector<router::PatternTrie::Meaning>;

}  // namespace

TEST_CASE("who threatens and who is threatened are told apart") {
    CHECK(found("我要杀他") == Meanings{threat});
    CHECK(found("老板要杀我") == Meanings{victim});
    CHECK(found("I want to kill my boss") == Meanings{threat});
    CHECK(found("my boss, he want to kill ... i think") == Meanings{victim});
    CHECK(found("我和他").empty());
}

TEST_CASE("the longest of several patterns counts alone") { CHECK(found("我要杀老板").size() == 1); }

TEST_CASE("a person, a bar, an end of the sentence or too long a way between breaks a pattern") {
    CHECK(found("我看他杀鱼").empty());
    CHECK(found("我被逼得杀").empty());
    CHECK(found("我来了。杀！").empty());
    CHECK(found("我一二三四五六七八杀").size() == 1);
    CHECK(found("我一二三四五六七八九杀").empty());
    CHECK(found("我要一二杀他") == Meanings{threat});
    CHECK(found("我要一二三杀他") == Meanings{threat});  // by the shorter pattern
}

TEST_CASE("words inside a saying fill no slot") {
    CHECK(found("我要杀价").empty());
    CHECK(found("对不起孩子，要杀我").empty());
    CHECK(found("孩子，要杀我") == Meanings{victim});
}

TEST_CASE("a hostile text is looked through in a moment") {
    std::string wants;
    for (int i = 0; i < 20'000; ++i) wants += "要杀";
    CHECK(found("我" + wants).size() == 1);
    CHECK(found(wants).empty());
    CHECK(found("").empty());
}
