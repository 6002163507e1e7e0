#include "engine/facts.hpp"

#include "engine/clocks.hpp"

#include "engine/alike.hpp"

#include <openssl/sha.h>

#include <algorithm>
#include <cctype>
#include <sstream>

namespace bot::engine {

using dialogue::CaseView;
using dialogue::Role;
using dialogue::StaffMember;
using dialogue::Urgency;

bool may_see(const Tools& tools, const StaffMember& staff, const CaseView& about) {
    if (dialogue::represents(staff.role)) return about.urgency == Urgency::p0 && (staff.on_call || about.handler == staff.id);
    if (about.handler == staff.id || about.first_contact == staff.id) return true;
    // The escalation of an emergency ends with whoever leads: paged people must be able to accept.
    const bool leads = staff.role == Role::supervisor || staff.role == Role::chair;
    if (about.urgency == Urgency::p0 && (staff.on_call || leads)) return true;
    if (about.restricted) return about.desk == staff.desk;
    if (about.desk == staff.desk) return true;
    if (staff.role == Role::supervisor) return true;
    if (staff.role == Role::chair && about.escalation >= dialogue::reported_to_chair) return true;
    const auto* topic = tools.settings.catalogue.find(about.subcategory);
    const bool confidential = topic == nullptr || topic->identity != dialogue::IdentityMode::named || topic->sensitive;
    return staff.desk == "duty" && staff.role == Role::staff && !confidential;
}

std::vector<CaseView> StoreFacts::cases_of(MemberId member, std::size_t most) const {
    return snapshot_.cases_of(member, most);
}

std::optional<CaseView> StoreFacts::find_case(CaseId id) const {
    if (!id) return std::nullopt;
    return snapshot_.find_case(id);
}

std::optional<CaseView> StoreFacts::find_by_code(const std::string& query_code) const {
    const auto id = snapshot_.case_by_query_code(code_hash(query_code));
    return id ? snapshot_.find_case(*id) : std::nullopt;
}

std::vector<dialogue::Answer> StoreFacts::answers(CaseId id) const { return snapshot_.answers(id); }

std::vector<std::string> StoreFacts::clocks(CaseId id, Language language, bool to_staff) const {
    return told_clocks(tools_, snapshot_, id, language, now_, to_staff);
}

std::vector<std::string> StoreFacts::considered(CaseId id) const {
    std::vector<std::string> ids;
    std::istringstream list(snapshot_.opened_as(id));
    for (std::string one; std::getline(list, one, ',');) ids.push_back(one);
    if (!ids.empty()) ids.erase(ids.begin());  // what it was taken for
    return ids;
}

std::vector<dialogue::Line> StoreFacts::history(CaseId id, std::size_t most) const { return snapshot_.history(id, most); }

std::vector<CaseView> StoreFacts::queue(const StaffMember& staff, std::size_t most) const {
    std::vector<CaseView> queue;
    if (staff.on_call && staff.desk != "crisis") queue = snapshot_.desk_queue("crisis", most);
    auto own = snapshot_.desk_queue(staff.desk, most);
    queue.insert(queue.end(), std::make_move_iterator(own.begin()), std::make_move_iterator(own.end()));
    std::erase_if(queue, [&](const auto& one) { return !may_see(staff, one); });
    // Emergencies first, then urgent matters, then all others; within each what is due first.
    const auto rank = [](Urgency urgency) { return urgency == Urgency::p0 ? 0 : urgency == Urgency::p1 ? 1 : 2; };
    std::stable_sort(queue.begin(), queue.end(), [&](const auto& a, const auto& b) {
        if (rank(a.urgency) != rank(b.urgency)) return rank(a.urgency) < rank(b.urgency);
        return a.due.value_or(Instant::max()) < b.due.value_or(Instant::max());
    });
    if (queue.size() > most) queue.resize(most);
    return queue;
}

std::vector<dialogue::PromiseView> StoreFacts::promises(const StaffMember& staff, std::size_t most) const {
    constexpr std::size_t looked_at = 500;
    std::vector<dialogue::PromiseView> found;
    for (const auto& one : snapshot_.promises_open(looked_at)) {
        if (found.size() == most) break;
        const auto about = find_case(one.about);
        const bool own = one.by == staff.id;
        const bool leads = staff.role == Role::supervisor && about && may_see(staff, *about);
        if (own || leads) found.push_back({one.about, one.by_name, one.words, one.due});
    }
    return found;
}

std::vector<std::pair<std::string, dialogue::Wording>> StoreFacts::desks() const {
    std::vector<std::pair<std::string, dialogue::Wording>> all;
    for (const auto& desk : tools_.settings.desks) all.emplace_back(desk.key, desk.name);
    return all;
}

std::vector<std::pair<Instant, std::string>> StoreFacts::readers_of(CaseId id) const { return snapshot_.readers_of(id); }

std::vector<CaseView> StoreFacts::same_matter(const CaseView& about, std::size_t most) const {
    return alike::same_matter(snapshot_, about, now_, most);
}

bool StoreFacts::anyone_on_call() const { return snapshot_.anyone_on_call(); }

std::optional<StaffId> StoreFacts::colleague(const dialogue::StaffMember& staff, const dialogue::CaseView& about, const std::string& name) const {
    for (const auto& one : snapshot_.staff_of_desk(about.desk)) {
        if (one.who.id != staff.id && one.who.name == name) return one.who.id;
    }
    return std::nullopt;
}

bool StoreFacts::may_see(const StaffMember& staff, const CaseView& about) const {
    // With nobody on the list the duty desk is paged, so it must be able to accept.
    const bool represents = dialogue::represents(staff.role);
    const bool stands_in = about.urgency == Urgency::p0 && staff.desk == "duty" && !represents && !anyone_on_call();
    if (stands_in || engine::may_see(tools_, staff, about)) return true;
    return represents && speaks_for(staff, about);
}

std::string code_hash(std::string_view code) {
    std::string folded;
    for (const char c : code) {
        if (c != ' ' && c != '-') folded += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    }
    std::string hash(SHA256_DIGEST_LENGTH, '\0');
    SHA256(reinterpret_cast<const unsigned char*>(folded.data()), folded.size(),
           reinterpret_cast<unsigned char*>(hash.data()));
    return hash;
}

}  // namespace bot::engine
