// The token of Instagram's own login: it lasts sixty days, and can be changed for another that lasts sixty more from
// its second day on until its last. Once it has run out, only a person can get a new one.
#pragma once

#include "connectors/renewed_token.hpp"

#include <memory>
#include <string>

namespace otklik::instagram {

// `api`: where Instagram's methods are. Null where nothing is renewed: a new token that nobody keeps would be lost with
// the process, and the one in the configuration run out unseen.
std::shared_ptr<renewed_token> renewed_by_itself(const surroundings& around, std::string token, std::string api);

}
