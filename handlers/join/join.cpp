// An invitation code makes a person on any channel a staff member, representative or group leader.
#include <memory>

#include "dialogue/decision.hpp"
#include "text/normalize.hpp"

namespace bot::handlers::join {
namespace {

using dialogue::Decision;
using dialogue::Facts;
using dialogue::Turn;

class JoinHandler final : public dialogue::Handler {
public:
    Decision handle(const Turn& turn, const Facts&) const override {
        const auto& rest = turn.reading.command.rest;
        const auto code = turn.said.kind == InboundKind::started ? turn.said.text : rest;
        Decision decision;
        if (code.empty()) {
            decision.say("intake.hello").then(turn.at.step, turn.at.about ? std::optional(dialogue::CaseRef{turn.at.about})
                                                                         : std::nullopt,
                                              turn.at.expecting, turn.at.asked);
            return decision;
        }
        // The engine says whether the code was good: only it can tell.
        decision.effect(dialogue::Join{text::first_characters(code, 64)});
        return decision;
    }
};

}  // namespace

std::unique_ptr<dialogue::Handler> make() { return std::make_unique<JoinHandler>(); }

}  // namespace bot::handlers::join
