// Threads that read beside the writing lane, each on a query-only connection.
#pragma once

#include <condition_variable>
#include <deque>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "store/sqlite/connection.hpp"
#include "store/store.hpp"

namespace bot::store::sqlite {

class Readers {
public:
    ~Readers();  // finishes what was added

    Result<void> start(const std::string& file, int count);
    // Errors: busy when too many reads wait, or when stopping.
    Result<void> add(Store::Read read);

private:
    void run(Connection& db);
    static void one(Connection& db, const Store::Read& read);

    std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<Store::Read> queue_;
    std::vector<std::thread> threads_;
    bool stopping_ = false;
};

}  // namespace bot::store::sqlite
