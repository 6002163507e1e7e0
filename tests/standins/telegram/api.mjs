// The Bot API methods that a help desk uses, with the checks and error texts of the documentation.
import { botUser } from './members.mjs';

const longestText = 4096; // UTF-16 units, which is what a JavaScript string counts
const longestCallbackData = 64; // bytes
const mostButtons = 100;
const largestFile = 20 * 1024 * 1024;
const perSecondOverall = 30;

class ApiError extends Error {
    constructor(code, description, parameters) {
        super(description);
        Object.assign(this, { code, parameters });
    }
}

const bad = (description) => new ApiError(400, `Bad Request: ${description}`);
const tooMany = (seconds) => new ApiError(429, `Too Many Requests: retry after ${seconds}`, { retry_after: seconds });

function readParameters(headers, body, url) {
    const parameters = Object.fromEntries(url.searchParams);
    if (!body.length) return parameters;
    let text;
    try {
        text = new TextDecoder('utf-8', { fatal: true }).decode(body);
    } catch {
        throw bad('strings must be encoded in UTF-8');
    }
    const type = headers['content-type'] ?? '';
    if (type.startsWith('application/x-www-form-urlencoded'))
        return { ...parameters, ...Object.fromEntries(new URLSearchParams(text)) };
    if (!type.startsWith('application/json')) return parameters;
    try {
        return { ...parameters, ...JSON.parse(text) };
    } catch {
        throw bad("can't parse the request body as JSON");
    }
}

function checkedText(text) {
    if (typeof text !== 'string' || !text.trim()) throw bad('message text is empty');
    if (/[\ud800-\udfff]/u.test(text)) throw bad('strings must be encoded in UTF-8');
    if (text.trim().length > longestText) throw bad('message is too long');
    return text.trim();
}

function checkedMarkup(given) {
    if (given === undefined) return undefined;
    const markup = typeof given === 'string' ? JSON.parse(given) : given;
    if (markup.inline_keyboard === undefined) return markup;
    if (!Array.isArray(markup.inline_keyboard)) throw bad('field "inline_keyboard" must be of type Array');
    const buttons = markup.inline_keyboard.flat();
    if (buttons.length > mostButtons) throw bad('reply markup is too long');
    for (const button of buttons) {
        if (typeof button.text !== 'string' || !button.text) throw bad('inline keyboard button text must be non-empty');
        const bytes = typeof button.callback_data === 'string' ? Buffer.byteLength(button.callback_data) : 0;
        if (bytes < 1 || bytes > longestCallbackData) throw bad('BUTTON_DATA_INVALID');
    }
    return markup;
}

export class BotApi {
    constructor(options, members, delivery) {
        Object.assign(this, { options, members, delivery });
        this.sent = [];
        this.failures = []; // {method, times, status, description?, retry_after?, drop?}
        this.sendTimes = []; // of the last second
        this.lastToChat = new Map();
        this.counts = { calls: 0, refused_calls: 0 };
        this.nextMessage = 0;
    }

    // The next `times` calls of `method` (or of all) answer with `status`. `drop` closes the connection without an
    // answer instead: "before" the call has any effect, or "after" it had.
    failNext({ method = '*', times = 1, status = 500, ...how }) {
        this.failures.push({ method: method.toLowerCase(), times, status, ...how });
        return { planned: this.failures.length };
    }

    plannedFailure(method) {
        const planned = this.failures.find((one) => one.method === '*' || one.method === method.toLowerCase());
        if (planned && --planned.times <= 0) this.failures.splice(this.failures.indexOf(planned), 1);
        return planned;
    }

    async call(method, headers, body, url) {
        this.counts.calls += 1;
        const planned = this.plannedFailure(method);
        try {
            if (planned?.drop === 'before') return { drop: true };
            if (planned && !planned.drop) {
                const parameters = planned.retry_after === undefined ? undefined : { retry_after: planned.retry_after };
                throw new ApiError(
                    planned.status,
                    planned.description ?? `planned failure ${planned.status}`,
                    parameters,
                );
            }
            const result = this.execute(method, readParameters(headers, body, url));
            return planned?.drop === 'after' ? { drop: true } : { status: 200, body: { ok: true, result } };
        } catch (problem) {
            this.counts.refused_calls += 1;
            const code = problem.code ?? 400;
            const answer = { ok: false, error_code: code, description: problem.message };
            return { status: code, body: problem.parameters ? { ...answer, parameters: problem.parameters } : answer };
        }
    }

    execute(method, parameters) {
        const run = this[`do_${method.toLowerCase()}`];
        if (!run) throw new ApiError(404, 'Not Found');
        return run.call(this, parameters);
    }

    do_getme() {
        return {
            ...botUser,
            can_join_groups: false,
            can_read_all_group_messages: false,
            supports_inline_queries: false,
        };
    }

    do_setwebhook({ url = '', secret_token = '', max_connections }) {
        if (secret_token && !/^[A-Za-z0-9_-]{1,256}$/.test(secret_token))
            throw bad('secret token contains unallowed characters');
        if (max_connections !== undefined)
            this.options.max_connections = Math.min(Math.max(Number(max_connections), 1), 100);
        this.delivery.setWebhook(url, secret_token);
        return true;
    }

    do_deletewebhook() {
        return this.do_setwebhook({});
    }

    do_getwebhookinfo() {
        const { pending, webhook, last_error } = this.delivery.state();
        const info = {
            url: webhook ?? '',
            has_custom_certificate: false,
            pending_update_count: pending,
            max_connections: this.options.max_connections,
        };
        return last_error
            ? { ...info, last_error_date: Math.floor(last_error.at / 1000), last_error_message: last_error.message }
            : info;
    }

    do_sendmessage({ chat_id, text, reply_markup }) {
        const chat = this.knownChat(chat_id);
        const wanted = { text: checkedText(text), reply_markup: checkedMarkup(reply_markup) };
        this.checkRates(chat);
        this.nextMessage += 1;
        this.record('sendMessage', chat, { message_id: this.nextMessage, ...wanted });
        return {
            message_id: this.nextMessage,
            from: botUser,
            chat: { id: chat, first_name: `member ${chat}`, type: 'private' },
            date: Math.floor(Date.now() / 1000),
            ...wanted,
        };
    }

    do_answercallbackquery({ callback_query_id, text }) {
        const chat = this.members.callbacks.get(callback_query_id);
        if (chat === undefined) throw bad('query is too old and response timeout expired or query ID is invalid');
        if (text !== undefined && text.length > 200) throw bad('MESSAGE_TOO_LONG');
        this.members.callbacks.delete(callback_query_id);
        this.record('answerCallbackQuery', chat, { callback_query_id, text });
        return true;
    }

    do_getfile({ file_id }) {
        const file = this.members.files.get(file_id);
        if (!file) throw bad('invalid file_id');
        if (file.bytes.length > largestFile) throw bad('file is too big');
        return { file_id, file_unique_id: `u-${file_id}`, file_size: file.bytes.length, file_path: file.path };
    }

    knownChat(id) {
        const chat = typeof id === 'string' && /^-?\d+$/.test(id) ? Number(id) : id;
        if (chat === undefined || chat === '') throw bad('chat_id is empty');
        if (!this.members.chats.has(chat)) throw bad('chat not found');
        if (this.members.chats.get(chat).blocked) throw new ApiError(403, 'Forbidden: bot was blocked by the user');
        return chat;
    }

    checkRates(chat) {
        if (!this.options.limits) return;
        const now = Date.now();
        const second = 1000 * this.options.scale;
        this.sendTimes = this.sendTimes.filter((at) => now - at < second);
        if (now - (this.lastToChat.get(chat) ?? -Infinity) < second) throw tooMany(1);
        if (this.sendTimes.length >= perSecondOverall) throw tooMany(1);
        this.sendTimes.push(now);
        this.lastToChat.set(chat, now);
    }

    record(method, chat, what) {
        this.sent.push({ at: Date.now(), method, chat, ...what });
    }

    sentTo(chat) {
        return chat === undefined ? this.sent : this.sent.filter((one) => String(one.chat) === String(chat));
    }

    // The data behind the newest button with that label, or with that data, in the chat.
    buttonData(chat, wanted) {
        for (const one of [...this.sent].reverse()) {
            if (one.chat !== chat || !one.reply_markup?.inline_keyboard) continue;
            const found = one.reply_markup.inline_keyboard
                .flat()
                .find((button) => button.text === wanted || button.callback_data === wanted);
            if (found) return found.callback_data;
        }
        throw new Error(`no button ${wanted} in chat ${chat}`);
    }

    sendFile(path, response) {
        const file = [...this.members.files.values()].find((one) => one.path === path);
        if (!file) throw Object.assign(new Error('Not Found'), { status: 404 });
        response.writeHead(200, { 'Content-Type': 'application/octet-stream', 'Content-Length': file.bytes.length });
        response.end(file.bytes);
    }

    state() {
        return {
            sent: this.sent.length,
            ...this.counts,
            planned_failures: this.failures.length,
            chats: this.members.chats.size,
        };
    }
}
