// Any bytes as a model file: refused, or a model that bears any text.
#include <cstdint>
#include <stdexcept>
#include <string_view>

#include "router/model.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    auto parts = bot::router::ModelParts::parse(bytes);
    if (!parts) return 0;
    try {
        const bot::router::Model model(std::move(*parts));
        (void)model.opinion("三个月没发工资 salary 3", 5);
        (void)model.opinion("不想活了", 0);
        (void)model.reasons("宿舍 dorm", 3);
    } catch (const std::invalid_argument&) {
    }
    return 0;
}
