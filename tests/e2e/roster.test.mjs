// Lists are brought to a running union and to one that stands still; a member says who they are; a list that is cut in pieces arrives whole.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { launch, program, shipped, stop, visitor } from "./service.mjs";

let folder;
let service; // { child, base }

const places = () => ["--config", join(folder, "config"), "--data", join(folder, "data")];
const run = (...words) => execFileSync(program, ["admin", ...places(), ...words], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
const pipe = (input, ...words) => spawnSync(program, ["admin", ...places(), ...words], { encoding: "utf8", input });
const counted = (name) => Number(new RegExp(`^${name} (\\d+)$`, "m").exec(run("status"))[1]);
const leftOver = () => (existsSync(join(folder, "data", "incoming")) ? readdirSync(join(folder, "data", "incoming")).length : 0);

before(async () => {
  folder = mkdtempSync(join(tmpdir(), "niangjia-roster-"));
  cpSync(shipped, join(folder, "config"), { recursive: true });
  writeFileSync(join(folder, "units.csv"), "单位编码,单位名称,上级编码\nA,一厂,\nA1,总装车间,A\n");
  // Nobody runs yet: the command opens the store itself.
  assert.match(run("import", "units", join(folder, "units.csv")), /新增 2/);
  service = await launch(["serve", ...places(), "--listen", "127.0.0.1:0"]);
});
after(async () => {
  await stop(service?.child);
  rmSync(folder, { recursive: true, force: true });
});

// What they say, and what they are told for it.
async function person() {
  const say = await visitor(service.base);
  return async (text) => (await say(text)).map((entry) => entry.text).join("\n");
}

test("a list larger than one piece comes in through the door, from a pipe, and leaves nothing behind", () => {
  const rows = Array.from({ length: 60_000 }, (_, i) => `${10_000 + i},张三李四王五赵六,A1,138${String(i).padStart(8, "0")}`);
  const list = `工号,姓名,单位,电话\n${rows.join("\n")}\n`;
  assert.ok(Buffer.byteLength(list) > 2 * 1024 * 1024);
  const dry = pipe(list, "import", "members", "-", "--dry-run");
  assert.match(dry.stdout, /会新增 60000/);
  assert.equal(counted("roster"), 0);
  assert.match(pipe(list, "import", "members", "-").stdout, /新增 60000/);
  assert.equal(counted("roster"), 60_000);
  assert.equal(counted("units"), 2);
  assert.equal(counted("pending"), 0);
  assert.equal(leftOver(), 0);
});

test("a list that is wrong as a whole fails with the reason, in the language asked for", () => {
  const wrong = pipe("number,name\n1,x\n", "import", "members", "-", "--language", "en");
  assert.equal(wrong.status, 1);
  assert.match(wrong.stderr, /columns are missing: unit/);
  assert.equal(pipe("x", "import", "nothing", "-").status, 2);
  assert.equal(pipe("", "import", "members", "-").status, 1);
  assert.equal(leftOver(), 0);
});

test("a member says who they are, once, until the union unbinds them", async () => {
  const code = /bind (\S+)/.exec(run("member-code", "10007"))[1];
  const member = await person();
  assert.match(await member(`绑定 ${code}`), /总装车间/);
  const stranger = await person();
  assert.match(await stranger(`绑定 ${code}`), /已经有人绑定/);
  assert.equal(counted("verified"), 1);
  assert.equal(pipe("", "member-code", "10007").status, 1);
  run("member-unlink", "10007");
  assert.equal(counted("verified"), 0);
  assert.match(await stranger(`绑定 ${/bind (\S+)/.exec(run("member-code", "10007"))[1]}`), /总装车间/);
});
