// Constant-time comparison by OpenSSL, because a plain one stops at the first wrong byte and so leaks it.
#include "platforms/secret.hpp"

#include <openssl/crypto.h>

namespace bot::platforms {

bool same_secret(std::string_view given, std::string_view known) {
    // An unset secret must not let in callers who send none.
    if (known.empty() || given.size() != known.size()) return false;
    return CRYPTO_memcmp(given.data(), known.data(), known.size()) == 0;
}

}  // namespace bot::platforms
