// The post office of the delivery tests.
#include "post_office.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <cstdlib>
#include <filesystem>
#include <future>
#include <nlohmann/json.hpp>

#include "platforms/telegram/telegram.hpp"

namespace post_office {
namespace {

using namespace std::chrono_literals;

constexpr auto limit = 10s;

std::string new_folder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "niangjia-delivery-XXXXXX").string();
    REQUIRE(mkdtemp(pattern.data()) != nullptr);
    return pattern;
}

// Rows joined by ", ", columns by a blank; read beside the program, as an administrator would.
std::string rows_of(const std::string& folder, const std::string& sql) {
    sqlite3* db = nullptr;
    REQUIRE(sqlite3_open((folder + "/niangjia.db").c_str(), &db) == SQLITE_OK);
    sqlite3_busy_timeout(db, 5000);
    std::string found;
    const auto row = [](void* into, int columns, char** values, char**) {
        auto& text = *static_cast<std::string*>(into);
        if (!text.empty()) text += ", ";
        for (int i = 0; i < columns; ++i)
            text += fmt::format("{}{}", i > 0 ? " " : "", values[i] ? values[i] : "-");
        return 0;
    };
    const int done = sqlite3_exec(db, sql.c_str(), row, &found, nullptr);
    sqlite3_close_v2(db);
    REQUIRE(done == SQLITE_OK);
    return found;
}

}  // namespace

bot::WebReply accepted() { return {200, {}, R"({"ok":true,"result":{"message_id":1}})", {}}; }

bot::WebReply refused(int status, std::string_view description) {
    return {status,
            {},
            nlohmann::json{{"ok", false}, {"error_code", status}, {"description", description}}.dump(),
            {}};
}

PostOffice::PostOffice(bot::Clock& clock, Answer answer, std::string_view base_url)
    : folder_(new_folder()),
      clock_(clock),
      answer_(std::move(answer)),
      files_(folder_ + "/media"),
      client_(bot::net::Client::create(loop_)) {
    auto store = bot::store::open_sqlite(folder_);
    REQUIRE(store);
    store_ = std::move(*store);
    const auto serve = [this](bot::WebRequest request, bot::net::Respond respond) {
        take(request, std::move(respond));
    };
    auto server = bot::net::Server::listen(loop_, "127.0.0.1:0",
                                           {{bot::HttpMethod::post, "/bot1:token/", 64 * 1024, serve},
                                            {bot::HttpMethod::get, "/file/bot1:token/", 0, serve}});
    REQUIRE(server);
    server_ = std::move(*server);
    const auto base =
        base_url.empty() ? fmt::format("http://127.0.0.1:{}", server_->port()) : std::string(base_url);
    platforms_.emplace("telegram", bot::platforms::make_telegram({"telegram", base, "1:token", "secret"}));
    delivery_ = std::make_unique<bot::delivery::Delivery>(
        bot::delivery::Services{loop_, *client_, *store_, platforms_, files_, *worker_, clock_, random_});
}

PostOffice::~PostOffice() {
    if (thread_.joinable()) {
        stop();
        loop_.stop();
        thread_.join();
    }
    worker_.reset();
    store_.reset();
    delivery_.reset();
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
}

void PostOffice::begin() {
    thread_ = std::thread([this] { loop_.run(); });
    delivery_->wake();
    delivery_->wake_fetch();
}

void PostOffice::on_loop(const std::function<void()>& work) {
    std::promise<void> done;
    loop_.post([&] {
        work();
        done.set_value();
    });
    done.get_future().wait();
}

void PostOffice::stop() {
    on_loop([this] { delivery_->stop(); });
}

bool PostOffice::idle() {
    bool idle = false;
    on_loop([&] { idle = delivery_->idle(); });
    return idle;
}

ConversationId PostOffice::member(std::int64_t chat, std::string_view account) {
    ConversationId made;
    REQUIRE(store_->submit_and_wait([&](bot::store::Transaction& tx) {
        const auto id = tx.remember_account(account, "telegram");
        made = tx.welcome(id, std::to_string(chat), bot::Language::zh_hans, clock_.now()).conversation;
    }));
    return made;
}

LetterId PostOffice::letter(ConversationId to, std::string_view text, std::vector<bot::Choice> choices) {
    LetterId made;
    REQUIRE(store_->submit_and_wait([&](bot::store::Transaction& tx) {
        bot::store::NewLetter letter;
        letter.conversation = to;
        letter.previous = tx.person_in(to).value().last_letter;
        letter.key = "test.letter";
        letter.body = text;
        letter.choices = bot::store::pack_choices(choices);
        letter.state = bot::store::LetterState::pending;
        letter.at = clock_.now();
        made = tx.put_letter(letter);
        tx.set_last_letter(to, made);
    }));
    return made;
}

void PostOffice::file(ConversationId from, std::string_view platform_file, std::int64_t bytes) {
    REQUIRE(store_->submit_and_wait([&](bot::store::Transaction& tx) {
        const auto person = tx.person_in(from).value();
        bot::store::NewInbound row;
        row.account = person.account;
        row.platform_message_id = platform_file;
        row.conversation = from;
        row.at = clock_.now();
        row.kind = "message";
        const auto words = tx.remember_inbound(row).value();
        bot::Media media;
        media.platform_file = platform_file;
        media.bytes = bytes;
        tx.want_attachment(words, person.account, from, media, clock_.now());
    }));
}

void PostOffice::take(const bot::WebRequest& request, bot::net::Respond respond) {
    Call call;
    call.method =
        request.method == bot::HttpMethod::get ? "file" : request.path.substr(request.path.rfind('/') + 1);
    if (request.method == bot::HttpMethod::post) {
        const auto body = nlohmann::json::parse(request.body);
        call.chat = body.value("chat_id", std::int64_t{0});
        call.text = body.value("text", "");
        call.buttons = body.contains("reply_markup");
    }
    std::size_t nth = 1;
    {
        const std::lock_guard lock(mutex_);
        for (const auto& before : calls_)
            nth += before.method == call.method && before.text == call.text ? 1U : 0U;
        calls_.push_back(call);
    }
    changed_.notify_all();
    answer_(call, nth, std::move(respond));
}

bool PostOffice::until(const std::function<bool()>& condition) {
    const auto end = std::chrono::steady_clock::now() + limit;
    while (!condition()) {
        if (std::chrono::steady_clock::now() > end) return false;
        std::unique_lock lock(mutex_);
        changed_.wait_for(lock, 5ms);
    }
    return true;
}

std::vector<Call> PostOffice::calls() {
    const std::lock_guard lock(mutex_);
    return calls_;
}

std::vector<std::string> PostOffice::texts(std::int64_t chat) {
    std::vector<std::string> texts;
    for (const auto& call : calls()) {
        if (call.chat == chat) texts.push_back(call.text);
    }
    return texts;
}

std::string PostOffice::states(ConversationId of) {
    return rows_of(
        folder_,
        fmt::format("SELECT state, tries FROM letters WHERE conversation_id = {} ORDER BY id", of.value));
}

std::string PostOffice::file_state() { return rows_of(folder_, "SELECT state, tries FROM attachments"); }

std::int64_t PostOffice::number(const char* sql) { return std::stoll(rows_of(folder_, sql)); }

}  // namespace post_office
