// Takes out of a member's words what tells who is meant, so that two people may let the words teach the
// router.
#pragma once

#include <string>
#include <string_view>

namespace bot::text {

// Long numbers (telephone, identity card, bank card, case, plate, room, sums of five digits and more) become
// "0": the features know a number only as a number, so nothing is lost for learning. Names, accounts,
// addresses and firms become
// "*". Small numbers and everything else stay as written. Never longer than `text`, in bytes or in
// characters; broken UTF-8 and invisible characters are dropped; masking twice gives what masking once gave.
//
// A sieve, not a proof: a name without any sign of being one stays. That is why people look before anything
// is learnt.
std::string masked(std::string_view text);

// What is learnt from masked words: the marks of names are no words and are left out.
std::string without_marks(std::string_view masked);

}  // namespace bot::text
