// What can be read out of one message by looking at its text alone, before any dialogue state is known.
// Made by `router` on the io thread, outside the transaction.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/message.hpp"

namespace bot::dialogue {

// Kinds of danger, in the order in which they win when several are seen in one message.
enum class Danger { none, accident, self_harm, third_person, violence, collective };

struct Safety {
    Danger danger = Danger::none;
    bool unsure = false;  // ask gently and page all the same
    std::string signal;   // key of the rule that fired, for the audit; never the member's words
    bool plan = false;    // a plan, means or a farewell stands in the message: nothing explains it away
    bool done = false;    // it has happened already: rescue first
    bool innocent = false;  // hardly more than a saying that only sounds like danger
    bool worry = false;   // no danger said, and not nothing: a denial, something long past
};

// What the message may say to the questions of an emergency, whatever else it says.
struct SafetyAnswer {
    bool unsafe = false;
    bool place = false;
    bool company = false;  // somebody is there, or nobody is
    bool joking = false;   // or was misunderstood, or is well again
    bool safe = false;
    bool hurt = false;     // or ill: whoever says so
    bool quiet = false;    // may not be heard or seen with a phone
    bool asleep = false;   // wants to go to sleep
    bool secret = false;   // who must not hear of it
    bool robot = false;    // whether a machine answers
    bool law = false;      // what the police or a court will do
    bool asks = false;     // what to do, whether anybody is there, when
};

// The words that always work, for members and for staff.
enum class Word {
    none,
    human,        // 人工
    progress,     // 进度
    add,          // 补充
    urge,         // 催办
    withdraw,     // 撤回
    reopen,       // 重办
    rate,         // 评价
    not_this,     // 不是这件事: the matter was put under a wrong topic
    who_can_see,  // 谁能看到
    how_counted,  // 怎么算的: how the due date came about
    export_data,  // 导出
    erase_data,   // 删除我的信息
    withdraw_consent,  // 撤回同意
    stop,         // 停发消息
    by_night,     // 白天别打扰: works by night
    by_day,       // 白天可以发
    subscribe,    // 订阅: letters to many come again
    privacy,      // 隐私
    language,     // 中文 / English
    done,         // 完
    anonymous,    // 匿名
    confidential, // 对单位保密
    named,        // 实名
    menu,         // 菜单 / 帮助
    cost,         // 收费吗
    phone,        // 电话多少
    explain,      // 什么意思: what the notice asks
    greeting,     // 你好
    thanks,       // 谢谢
    fine,         // 好的: understood, go on
    agree,        // 同意
    disagree,     // 不同意
    cancel,       // 取消: an order half given; of a member, the matter itself
    case_number,  // a well-formed case number and nothing else
    bind,         // 绑定 CODE: a staff member, representative or on-call person joins with an invitation
    skip,         // 跳过, 不知道: to a question
    yes,          // 解决了
    no,           // 还没有
    erase_sure,   // 确认删除
    met,          // 已解决: outcomes that staff write
    partly,       // 部分
    not_met,      // 不能
    court,        // 法院: what a case may wait for
    arbitration,  // 仲裁
    hospital,     // 医院
    authority,    // 部门
    from_member,  // 本人
    // staff
    queue,        // 队列
    take,         // 接 N
    reply,        // 回 N text
    transfer,     // 转 N desk reason
    refuse,       // 退 N reason
    finish,       // 办结 N outcome
    note,         // 备注 N text
    correct,      // 对 N sub-category
    release,      // 交回 N
    look,         // 看 N
    resend,       // 重发: what could not be sent is tried again
    lessons,      // 候选: corrections that might teach the router
    learn,        // 学 N: the router may learn from this one
    leave_out,    // 不学 N
    alike,        // 同类 N: which open matters say the same
    due,          // 期限 N: how its due date was counted
    contacted,    // 已联系 N note
    follow_up,    // 回访 N outcome note
    hold,         // 挂起 N reason day
    resume,       // 恢复 N
    extend,       // 延期 N day reason
    approve,      // 批准 N
    disapprove,   // 不批准 N reason
    // representatives and group leaders
    help_wanted,  // 需要帮助 N note
    says_solved,  // 已解决 N: the member is to be asked
    hand_on,      // 转交 N, to whom
    later,        // 稍后 N, which day
    duties,       // 任务: what a seat has to do
    handed_over,  // 交接: a hand-over is confirmed
    duty_done,    // 做了 N
    // letters to many
    broadcast,    // 群发 unit words
    send_out,     // 确认群发 N
    joint,        // 会办 N colleague or desk, day, words
    task_done,    // 完成 N words
    tell,         // 进展 N words: the member hears how it stands
    merge,        // 并办 N into another number
    unmerge,      // 拆开 N
    split,        // 拆分 N words
    promise,      // 承诺 N day words
    kept,         // 兑现 N
    promises,     // 承诺台账
    clock,        // 时效 N: legal periods of a case
    not_needed,   // 不用: one of them does not apply
};

struct Command {
    Word word = Word::none;
    std::optional<std::int64_t> number;  // the case number said with it, check digit verified
    std::string rest;                    // what follows, exactly as written
    Language language = Language::zh_hans;  // for Word::language
};

// How a message sounds as a whole, beside what it is about.
enum class Alarm { none, urgent, crisis };

struct Guess {
    std::string subcategory;
    double share = 0;       // 0..1: how likely it is this sub-category …
    double confidence = 0;  // … and how likely its topic, calibrated; many sub-categories of one topic share it
};

// One sentence of the message with a clear topic of its own.
struct Part {
    std::string text;
    Guess guess;
};

struct Reading {
    std::string normalized;       // folded for matching: width, case, simplified
    Language language = Language::zh_hans;
    Safety safety;
    SafetyAnswer safety_answer;
    Alarm alarm = Alarm::none;
    double crisis = 0;            // how much of a cry for help the model hears, 0..1; word lists left aside
    bool worrying = false;        // not enough to call people, too much to pass over: ask gently, tell a person
    Command command;
    bool like_a_staff_word = false;  // … and is none: of a colleague a slip, of anybody else an ordinary sentence
    std::optional<int> digit;     // the whole message is one small number ("1", "1", "一", "1。")
    std::vector<Guess> guesses;   // at most five: the best of the likeliest topic, then all others by share
    std::vector<Part> parts;      // two or more only when clearly different matters stand in one message
};

}  // namespace bot::dialogue
