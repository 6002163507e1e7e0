// People who use the bot: turns "this member writes that" into an update and has it delivered.
const botUser = { id: 990001, is_bot: true, first_name: '娘家人', username: 'niangjia_standin_bot' };

// Telegram writes everything beyond ASCII as escapes, halves of surrogate pairs included.
function toTelegramJson(value) {
    return JSON.stringify(value).replace(
        /[\u007f-\uffff]/g,
        (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
    );
}

const extensions = { photo: 'jpg', voice: 'oga', video: 'mp4', document: 'pdf', audio: 'mp3' };
const mimes = { voice: 'audio/ogg', video: 'video/mp4', document: 'application/pdf', audio: 'audio/mpeg' };

// A file's bytes as the test gave them (base64), or a few invented ones.
function bytesOf(wish, kind) {
    return typeof wish === 'string' ? Buffer.from(wish, 'base64') : Buffer.from(`stand-in ${kind}`);
}

export class Members {
    constructor(delivery) {
        this.delivery = delivery;
        this.api = undefined; // set by whoever wires us
        this.chats = new Map(); // chat id -> {messageId, blocked, language}
        this.callbacks = new Map(); // callback_query id -> chat id
        this.files = new Map(); // file_id -> {path, bytes}
        this.nextUpdate = 731_000_000;
        this.nextFile = 0;
        this.nextCallback = 0;
    }

    chat(id) {
        if (!this.chats.has(id)) this.chats.set(id, { messageId: 0, blocked: false, language: 'zh-hans' });
        return this.chats.get(id);
    }

    // {chat, text | caption, photo, voice, video, document, audio, location, contact | callback | press | edit | block |
    // unblock | update, language?, duplicate?, reorder?, forge?, delay?, wait?}
    async act(wish) {
        if (!Number.isSafeInteger(wish.chat)) throw new Error('chat must be a number');
        const chat = this.chat(wish.chat);
        if (wish.language) chat.language = wish.language;
        if (wish.block || wish.unblock) chat.blocked = Boolean(wish.block);
        this.nextUpdate += 1;
        const update = { update_id: this.nextUpdate, ...this.payload(wish, chat) };
        const { duplicate, reorder, forge, delay } = wish;
        const finished = this.delivery.add({
            update_id: update.update_id,
            chat: wish.chat,
            body: toTelegramJson(update),
            duplicate,
            reorder,
            forge,
            delay,
        });
        return wish.wait ? finished : { update_id: update.update_id };
    }

    payload(wish, chat) {
        if (wish.update) return wish.update;
        if (wish.callback !== undefined) return { callback_query: this.pressed(wish, chat, wish.callback) };
        if (wish.press !== undefined)
            return { callback_query: this.pressed(wish, chat, this.api.buttonData(wish.chat, wish.press)) };
        if (wish.block || wish.unblock) return { my_chat_member: this.membership(wish, chat) };
        if (wish.edit !== undefined) {
            return {
                edited_message: {
                    ...this.head(wish, chat, chat.messageId),
                    edit_date: this.seconds(),
                    text: wish.edit,
                },
            };
        }
        return { message: { ...this.head(wish, chat, (chat.messageId += 1)), ...this.content(wish) } };
    }

    seconds() {
        return Math.floor(Date.now() / 1000);
    }

    person(id, chat) {
        return { id, is_bot: false, first_name: `member ${id}`, language_code: chat.language };
    }

    head(wish, chat, messageId) {
        return {
            message_id: messageId,
            from: this.person(wish.chat, chat),
            chat: { id: wish.chat, first_name: `member ${wish.chat}`, type: 'private' },
            date: this.seconds(),
        };
    }

    content(wish) {
        const content = {};
        for (const name of ['text', 'caption', 'location']) if (wish[name] !== undefined) content[name] = wish[name];
        if (wish.text?.startsWith('/'))
            content.entities = [{ offset: 0, length: wish.text.split(/\s/)[0].length, type: 'bot_command' }];
        if (wish.contact)
            content.contact = { phone_number: wish.contact, first_name: `member ${wish.chat}`, user_id: wish.chat };
        if (wish.photo) content.photo = this.photo(wish.photo);
        for (const kind of ['voice', 'video', 'document', 'audio']) {
            if (wish[kind])
                content[kind] = { ...this.keep(bytesOf(wish[kind], kind), kind), mime_type: mimes[kind], duration: 3 };
        }
        return content;
    }

    photo(wish) {
        const bytes = bytesOf(wish, 'photo');
        const small = { ...this.keep(bytes.subarray(0, 10), 'photo'), width: 90, height: 67 };
        return [small, { ...this.keep(bytes, 'photo'), width: 1280, height: 960 }];
    }

    keep(bytes, kind) {
        this.nextFile += 1;
        const file_id = `standin-${kind}-${this.nextFile}`;
        this.files.set(file_id, { path: `${kind}s/file_${this.nextFile}.${extensions[kind]}`, bytes });
        return { file_id, file_unique_id: `u${this.nextFile}`, file_size: bytes.length };
    }

    pressed(wish, chat, data) {
        this.nextCallback += 1;
        const id = `43826172${String(this.nextCallback).padStart(10, '0')}`;
        this.callbacks.set(id, wish.chat);
        const message = { ...this.head(wish, chat, chat.messageId), from: botUser, text: '…' };
        return { id, from: this.person(wish.chat, chat), message, chat_instance: String(-wish.chat), data };
    }

    membership(wish, chat) {
        const member = (status) => ({ user: botUser, status });
        const { from, chat: where, date } = this.head(wish, chat, 0);
        const [before, after] = wish.block ? ['member', 'kicked'] : ['kicked', 'member'];
        return { chat: where, from, date, old_chat_member: member(before), new_chat_member: member(after) };
    }
}

export { botUser };
