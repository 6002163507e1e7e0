// A row of the queries that give matters as everybody sees them.
#pragma once

#include "dialogue/turn.hpp"

namespace bot::store {

namespace sqlite {
class Statement;
}

dialogue::CaseView case_at(const sqlite::Statement& row);

}  // namespace bot::store
