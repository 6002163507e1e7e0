// A running union is taught: members write, one colleague corrects, another approves, training is kept and taken up at once.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { after, before, test } from "node:test";
import { launch, program, shipped, stop, visitor } from "./service.mjs";

const examplesOfEach = 12; // training takes a second instead of half a minute
let folder;
let service; // { child, base }

// The shipped settings with few examples; what is left out of `config/` has nothing to do with understanding.
function makeConfig(into) {
  mkdirSync(join(into, "examples"), { recursive: true });
  for (const name of ["catalogue", "calendar", "desks.toml", "safety.toml", "words.toml", "concepts.tsv", "topics.toml"]) {
    cpSync(join(shipped, name), join(into, name), { recursive: true });
  }
  for (const file of readdirSync(join(shipped, "examples"))) {
    const lines = readFileSync(join(shipped, "examples", file), "utf8").split("\n").slice(0, examplesOfEach + 1);
    writeFileSync(join(into, "examples", basename(file)), lines.join("\n") + "\n");
  }
  writeFileSync(join(into, "regression.tsv"), "text\tsub_category\turgency\tlanguage\tvoice\n老板跑了工钱不给\trights.wage\tnormal\tzh\tfrozen\n" +
    "宿舍的空调坏了\tlife.housing\tnormal\tzh\tfrozen\n不想活了，活着没有意义\temotion.crisis\tcrisis\tzh\tfrozen\n");
}

const places = () => ["--config", join(folder, "config"), "--data", join(folder, "data")];
const run = (command, ...words) => execFileSync(program, [command, ...places(), ...words], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });

before(async () => {
  folder = mkdtempSync(join(tmpdir(), "niangjia-lessons-"));
  makeConfig(join(folder, "config"));
  run("train"); // no service yet: the next start takes it up
  service = await launch(["serve", ...places(), "--listen", "127.0.0.1:0"]);
});
after(async () => {
  await stop(service?.child);
  rmSync(folder, { recursive: true, force: true });
});

const texts = (letters) => letters.map((letter) => letter.text).join("\n");

async function colleague(name) {
  const invited = run("admin", "staff", "add", name, "--desk", "duty", "--role", "supervisor");
  const say = await visitor(service.base);
  assert.match(texts(await say(`绑定 ${/bind (\S+)/.exec(invited)[1]}`)), /值班/);
  return say;
}

// Tells a matter, takes the first choice of whatever is asked, and gives the number of the registered case.
async function registered(words) {
  const say = await visitor(service.base);
  let letters = await say(words);
  const number = /编号 (\d+)/.exec(texts(letters))[1];
  for (let asked = 0; asked < 4 && !/由[^，。]+来办，/.test(texts(letters)); asked += 1) letters = await say("1");
  assert.match(texts(letters), /由[^，。]+来办，/, words);
  return number;
}

// What the words are taken for: the topic of the case, or the first one offered.
async function heardAs(words) {
  const say = await visitor(service.base);
  const letter = (await say(words)).find(({ text }) => /编号 \d+/.test(text));
  return letter ? `${letter.text.split("\n")[0]} ${letter.choices?.[0]?.label ?? ""}` : "";
}

test("what members say in their own way is understood after two colleagues and a training, without a restart", async () => {
  const taught = ["食堂门口那个铁葫芦晃悠悠", "食堂顶上的铁葫芦吊着晃悠，张师傅不管", "食堂过道的铁葫芦又晃了，我电话13800138000", "食堂里的铁葫芦总晃悠"];
  const asked = "食堂那个铁葫芦晃悠悠的";
  assert.doesNotMatch(await heardAs(asked), /安全/);
  const zhou = await colleague("周红");
  const he = await colleague("何敏");
  for (const words of taught) assert.match(texts(await zhou(`对 ${await registered(words)} work.safety`)), /改成/);
  assert.match(texts(await zhou("学 1")), /自己不能定/);
  const listed = (await he("候选")).filter((letter) => letter.choices[0]?.say.startsWith("学 "));
  assert.equal(listed.length, taught.length);
  assert.match(texts(listed), /，\*师傅不管/);
  assert.doesNotMatch(texts(listed), /13800138000|张师傅/);
  for (const letter of listed) await he(letter.choices[0].say);
  assert.equal(run("admin", "lessons", "list").trim().split("\n").length, taught.length);

  const trained = run("train");
  assert.match(trained, /4 lessons/);
  assert.match(trained, /model 2 is kept and in use\nthe running program has taken it up/);
  assert.match(await heardAs(asked), /安全/);

  assert.match(run("train", "--use", "1"), /model 1 is in use\nthe running program has taken it up/);
  assert.doesNotMatch(await heardAs(asked), /安全/);
});

test("a removed lesson is gone with the next training", async () => {
  for (const line of run("admin", "lessons", "list").trim().split("\n")) run("admin", "lessons", "remove", line.split("\t")[0]);
  assert.equal(run("admin", "lessons", "list"), "no lessons yet\n");
  assert.match(run("train"), /0 lessons/);
  assert.match(run("train", "--list"), /\* +3 .* 0 +3 of 3 .*current/);
});

test("a signal takes up the chosen model as well", async () => {
  assert.match(run("train", "--use", "2"), /taken it up/);
  writeFileSync(join(folder, "data", "models", "current"), "1\n");
  service.child.kill("SIGHUP");
  const words = "食堂那个铁葫芦晃悠悠的";
  for (let tries = 0; tries < 50 && /安全/.test(await heardAs(words)); tries += 1) await new Promise((done) => setTimeout(done, 20));
  assert.doesNotMatch(await heardAs(words), /安全/);
});
