// A small bot built the usual way, to compare with: grammY takes the webhook, better-sqlite3 makes one durable
// transaction an update (dedupe, the chat's state, a reply), and the webhook is answered after the commit.
// It does not route, ask, number cases or deliver; the reply it stores is a fixed line.
import { createServer } from 'node:http';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { Bot, webhookCallback } from 'grammy';

const [folder, secretToken] = process.argv.slice(2);
const db = new Database(join(folder, 'bot.db'));
db.pragma('journal_mode = WAL');
db.pragma('synchronous = FULL');
if (process.env.KEEP_WAL) db.pragma('wal_autocheckpoint = 0'); // only while its bytes are counted
db.exec(`
    CREATE TABLE IF NOT EXISTS updates (id INTEGER PRIMARY KEY, chat INTEGER NOT NULL, at INTEGER NOT NULL,
                                        text TEXT NOT NULL, raw TEXT NOT NULL) STRICT;
    CREATE TABLE IF NOT EXISTS chats (id INTEGER PRIMARY KEY, step TEXT NOT NULL, messages INTEGER NOT NULL,
                                      last_update INTEGER NOT NULL) STRICT;
    CREATE TABLE IF NOT EXISTS replies (id INTEGER PRIMARY KEY, chat INTEGER NOT NULL, at INTEGER NOT NULL,
                                        body TEXT NOT NULL, state TEXT NOT NULL) STRICT;`);

const addUpdate = db.prepare('INSERT INTO updates VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING');
const saveChat = db.prepare(`INSERT INTO chats VALUES (?, ?, 1, ?) ON CONFLICT (id) DO UPDATE
    SET step = excluded.step, messages = messages + 1, last_update = excluded.last_update`);
const addReply = db.prepare("INSERT INTO replies (chat, at, body, state) VALUES (?, ?, ?, 'pending')");
const reply = '您说的情况已经记下,编号稍后给您。工会的同志会在三个工作日内联系您,请保持电话畅通。';

const take = db.transaction((update, chat, text) => {
    const now = Date.now();
    const added = addUpdate.run(update.update_id, chat, now, text, JSON.stringify(update));
    if (added.changes === 0) return;
    saveChat.run(chat, 'noted', update.update_id);
    addReply.run(chat, now, reply);
});

const bot = new Bot('1:bench', {
    botInfo: { id: 1, is_bot: true, first_name: 'bench', username: 'bench_bot', can_join_groups: false,
        can_read_all_group_messages: false, supports_inline_queries: false },
});
bot.on('message:text', (context) => take.immediate(context.update, context.chat.id, context.message.text));

const hook = webhookCallback(bot, 'http', { secretToken });
const server = createServer((request, response) => {
    if (request.method !== 'POST') return response.end('ready');
    hook(request, response).catch(() => response.writeHead(500).end());
});
server.listen(0, '127.0.0.1', () => console.log(`listening on http://127.0.0.1:${server.address().port}`));
for (const signal of ['SIGINT', 'SIGTERM']) {
    process.on(signal, () => { db.close(); process.exit(0); });
}
