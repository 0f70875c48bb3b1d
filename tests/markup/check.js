// Is the markup that we write read back as what we were given, and as nothing
// else? Cases from random hostile texts and documents, and from mails, go
// through tests/markup/write.c, and what it writes through Atlassian's own
// parser. What that makes of it must have exactly the text, the marks and
// the blocks that the case has.
//
//   node check.js --write PROGRAM [--modules FOLDER] [--seed N] [--count N]
//                 [--mails FOLDER]... [--show N]
//
// Case i has the seed N + i: --seed of a failure with --count 1 repeats it.
'use strict';

const fs = require('fs');
const path = require('path');
const { spawnSync } = require('child_process');
const { createRequire } = require('module');

// What stands in a document; the numbers are those of src/doc.h.
const MARKS = {
	strong: 1, em: 2, underline: 4, strike: 8, code: 16, sup: 32, sub: 64,
};
const CODE = MARKS.code;

// Material.

const TOKENS = [
	...'-*_+^~|!?%@#{}[]()<>\\/:;.,"\'&=$`', ' ', ' ', ' ', '  ', '\t',
	'**', '--', '---', '----', '-----', '__', '++', '??', '???', '||', '!!',
	'\\\\', '\\\\\\', '{{', '}}', '{*}', '{_}', '{-}', '{+}', '{^}', '{~}',
	'{??}', '{{{}', '{}}}', '[[', ']]', '[~bob]', '[~accountid:1]', '[^a.b]',
	'[SUP-1]', '[x|http://e.com]', '[http://e.com]', '|http://e.com]',
	'|smart-link]', '[x', 'x]', '!x.png!', '!http://e.com/x.png!', '!a', 'a!',
	'!x|width=1!', '{code}', '{code:x}', '{code:java|title=a}', '{noformat}',
	'{NoFormat}', '{quote}', '{Quote}', '{panel:title=x}', '{panel}',
	'{color:red}', '{color}', '{adf}', '{adf}{"type":"rule"}{adf}',
	'{anchor:x}', '{loremipsum}', '{html}', '{a: 1}', '{code:', '{color:',
	'{noformat', '{quote', 'h1. ', 'h3.', 'bq. ', 'bq.', 'h1', '* ', '# ',
	'- ', '-- ', '** ', '*# ', '#* ', '*- ', '||a||', '|a|b|', '| ', '> ',
	'>> ', '- a', '* b', '1. ', ':)', ':-)', ':(', ':-(', ':D', ':-D', ':P',
	':p', ';)', ';-)', '(y)', '(n)', '(i)', '(/)', '(x)', '(!)', '(+)',
	'(-)', '(?)', '(on)', '(off)', '(*)', '(*r)', '(*g)', '(*b)', '(*y)',
	'(flag)', '(flagoff)', '&amp;', '&lt;', '&#58;', '&#039;', '&nbsp;',
	'http://', 'https://', 'HTTP://', 'httpS://', 'ftp://', 'ftps://',
	'irc://', 'mailto:', 'http:', 'jamfselfservice://', 'http://e.com',
	'http://e.com/', 'http://e.com/a_b_c-d', 'https://e.com/~u/x(y)',
	'https://e.com/a_(b)', 'http://e.com/*a*', 'http://e.com/!a!',
	'http://e.com?a=b&c=d', 'http://1.2.3.4/', 'http://1.2.3.999/',
	'http://a:b@e.com', 'http://e.com:99999/', 'http://e.com:80/a',
	'http://_a_', 'http://*a*', 'http://xn--a/', 'http://%zz/',
	'mailto:a@b.c', 'mailto:_a_', 'a@b.c', 'ftp://e.com/x', 'SUP-1',
	'smart-link', '~', 'a', 'b', 'x', 'word', 'Two words', 'd1', '1', '42',
	'ä', 'é', 'ß', '日本', 'я', '\u00a0', '\u00ad', '\u200d', '²', '½',
	'😀', '“', '”', '…', '–', '\u200b', 'C:\\', '\\\\srv\\x', '\\*', '\\[',
	'snake_case', 'foo-bar', 'c++', '2*3', 'a^2',
];
const NEWLINES = ['\n', '\n\n', '\n ', '\\\n'];
const WORDS = ['word', 'Two words', 'a', 'Grüße', '日本語', 'snake_case',
	'3.5', 'well-known', 'x', 'one two three'];
const LINKS = ['http://e.com/', 'https://e.com/a_b?c=d&e=%20#f',
	'https://e.com/a(b)|c]d!e^f{g}', 'mailto:a@b.c', 'ftp://e.com/x',
	'tel:+4912345', 'https://e.com/*x*/_y_/~z', 'http://e.com/a b"c<d>',
	'https://e.com/\\a', 'https://user@e.com/'];
const NAMES = ['a.png', 'image001.png', 'Bild 1 (2).jpg', 'x-y_z.gif',
	'日本.png', 'a+b.jpeg', "it's.png"];
const ALTS = ['', ' ', 'image001.png', 'Our *logo*', '[x|http://e.com]',
	'A chart', '!a!', 'IMG.JPG'];

// Chance that can be repeated (mulberry32).
function chance(seed) {
	let a = seed >>> 0;
	const next = () => {
		a = (a + 0x6d2b79f5) >>> 0;
		let t = a;
		t = Math.imul(t ^ (t >>> 15), t | 1);
		t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
		return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
	};
	const below = n => Math.floor(next() * n);
	return { next, below, of: list => list[below(list.length)] };
}

function soup(r, most, tokens) {
	let text = '';
	for (let n = 1 + r.below(most); n > 0; n--)
		text += r.of(tokens);
	return text;
}

const randomText = r => ({ text: soup(r, 12, r.next() < 0.4 ? TOKENS :
	[...TOKENS, ...NEWLINES, ...NEWLINES, ...NEWLINES]) });

function randomRun(r, links) {
	const run = { run: 'text' };
	run.text = r.next() < 0.3 ? r.of(WORDS) : soup(r, 5, TOKENS);
	if (r.next() < 0.3)
		run.text = (r.next() < 0.5 ? ' ' : '') + run.text +
		    (r.next() < 0.5 ? ' ' : '');
	if (r.next() < 0.4)
		for (let n = 1 + r.below(2); n > 0; n--)
			run.marks |= 1 << r.below(7);
	// Above and below at once is no look that there is.
	if ((run.marks & 96) === 96)
		run.marks &= ~64;
	if (r.next() < 0.1)
		run.colour = r.below(0x1000000);
	if (r.next() < 0.2) {
		run.link = r.below(links.length);
		if (r.next() < 0.2)
			run.text = links[run.link];
	}
	return run;
}

function randomRuns(r, links, cells) {
	const runs = [];
	for (let c = 0; c < Math.max(cells, 1); c++) {
		if (cells)
			runs.push({ run: 'cell', head: r.below(2) });
		for (let n = r.below(4); n >= (cells ? 1 : 0); n--) {
			const what = r.next();
			if (what < 0.08)
				runs.push({ run: 'break' });
			else if (what < 0.14)
				runs.push({ run: 'image', alt: r.of(ALTS),
					name: r.next() < 0.6 ? r.of(NAMES) : '',
					width: r.below(1200) - 200,
					link: r.next() < 0.3 ? r.below(links.length) : -1 });
			else
				runs.push(randomRun(r, links));
		}
	}
	return runs;
}

function randomDocument(r) {
	const lines = [], links = [r.of(LINKS), r.of(LINKS)];
	let kind = 'text', quote = 0, list = '', cells = 0;
	for (let n = 1 + r.below(6); n > 0; n--) {
		if (r.next() < 0.6) {
			kind = r.of(['text', 'text', 'text', 'heading', 'item', 'item',
				'pre', 'row', 'row', 'rule']);
			if (r.next() < 0.3)
				quote = r.of([0, 0, 1, 1, 2, 3]);
			cells = 1 + r.below(4);
			if (kind === 'item')
				list = r.of(['*', '#', '**', '*#', '#*', '##', '*##']);
			else if (r.next() < 0.6)
				list = '';
		}
		lines.push({ kind, quote, list, gap: r.below(2),
			level: 1 + r.below(6),
			runs: kind === 'rule' ? [] :
			    randomRuns(r, links, kind === 'row' ? cells : 0) });
	}
	return { lines, links };
}

// What must come of a case: letters with their marks, and blocks.

class Result {
	constructor() {
		this.text = [];
		this.looks = [];
		this.nodes = {};
	}
	node(name, n = 1) {
		if (n)
			this.nodes[name] = (this.nodes[name] || 0) + n;
	}
	// White space is not ours to compare; a zero width space is our tool.
	add(text, look) {
		for (const c of text)
			if (!/[\s\u200b]/.test(c)) {
				this.text.push(c);
				this.looks.push(look);
			}
	}
}

const isImage = run => run.run === 'image' && run.name;
const isFileName = alt =>
	/\.(png|jpe?g|gif|bmp|svg|webp|tiff?|ico|[ew]mz)$/i.test(alt);

function isSeen(run) {
	return isImage(run) || (run.run === 'image' && run.alt.trim() &&
	    !isFileName(run.alt)) || (run.run === 'text' && /[^\s]/.test(run.text));
}

// FREE: the marks of these letters are not compared.
const FREE = null;

// In code, what names a macro keeps others from being code.
const MACROS = /adf|anchor|code|color|html|loremipsum|noformat|panel|quote/i;

function lookOf(run, line, links) {
	const url = run.link >= 0 && links[run.link];
	if (/[^a-z0-9 ]/i.test(run.text))
		return FREE;
	// It may go on with an address.
	const before = line.runs[line.runs.indexOf(run) - 1];
	if (before && /:\S*$/.test(before.text || ''))
		return FREE;
	if (run.marks & CODE && line.runs.some(r => MACROS.test(r.text)))
		return FREE;
	if (url && url.length <= 1000)
		return /^(tel|mailto):/.test(url) ? FREE : { marks: 0, url };
	const marks = run.marks & CODE ? CODE : run.marks || 0;
	const colour = marks === CODE || run.colour === undefined ? -1 : run.colour;
	return { marks, colour };
}

function expectRuns(result, line, links, change = look => look) {
	let cells = 0;
	for (const run of line.runs) {
		if (run.run === 'cell' && line.quote > 1 && run !== line.runs[0])
			result.add('|', FREE);
		if (run.run === 'break' && line.quote > 1)
			result.break = true;
		if (run.run === 'text')
			result.add(run.text, change(lookOf(run, line, links)));
		if (run.run !== 'image' || line.kind === 'pre' && line.quote < 2)
			continue;
		if (isImage(run))
			result.node('media');
		else if (run.alt.trim() && !isFileName(run.alt))
			result.add(run.link >= 0 && links[run.link].length <= 1000 ?
			    run.alt : `[${run.alt}]`, FREE);
	}
	return cells;
}

function expectLine(result, line, inList, links) {
	const shown = line.runs.some(isImage);
	switch (line.kind) {
	case 'rule':
		result.node('rule');
		return;
	case 'heading':
		if (inList)
			expectRuns(result, line, links, look => look && look.url === undefined &&
			    look.marks !== CODE ? { ...look, marks: look.marks | 1 } : look);
		else {
			if (!shown && !line.quote)
				result.node('heading');
			expectRuns(result, line, links, look => line.quote ? FREE :
			    look && !shown ? { ...look, marks: look.marks & ~1 } : look);
		}
		return;
	case 'row':
		result.node('cell', Math.max(1, line.runs.filter(r => r.run === 'cell').length));
		expectRuns(result, line, links, look => FREE);
		return;
	case 'pre':
		for (const run of line.runs)
			if (run.run === 'text')
				result.add(run.text, FREE);
		return;
	case 'item':
		result.node('item');
		// fall through
	default:
		expectRuns(result, line, links);
	}
}

function expectDocument(document) {
	const result = new Result(), links = document.links || [];
	let before = null, inList = false, gap = false, inPre = false;
	for (const line of document.lines) {
		if (line.kind !== 'rule' && !line.runs.some(isSeen)) {
			gap = true;
			continue;
		}
		const same = before && before.quote === line.quote;
		inList = line.kind === 'item' ||
		    (same && inList && line.list !== '' &&
			!['row', 'rule'].includes(line.kind));
		if (line.quote > 1) {
			result.deep = true;
			result.add('>'.repeat(line.quote - 1), FREE);
			if (line.kind === 'item')
				result.add('-', FREE);
			if (line.kind === 'rule')
				result.add('----', FREE);
			expectRuns(result, { ...line, kind: 'text' }, links);
		} else {
			expectLine(result, line, inList, links);
		}
		if (line.quote)
			result.quoted = true;
		before = line;
		gap = false;
	}
	return result;
}

// What the parser made of the markup.

function lookOfNode(node) {
	const look = { marks: 0, colour: -1 };
	for (const mark of node.marks || []) {
		if (mark.type === 'link')
			look.url = mark.attrs.href;
		else if (mark.type === 'textColor')
			look.colour = parseInt(mark.attrs.color.slice(1), 16);
		else
			look.marks |= MARKS[mark.type === 'subsup' ?
			    mark.attrs.type : mark.type] || 256;
	}
	return look;
}

const NAMES_OF = { media: 'media', rule: 'rule', heading: 'heading',
	tableCell: 'cell', tableHeader: 'cell' };
const SILENT = new Set(['doc', 'paragraph', 'hardBreak', 'mediaSingle',
	'bulletList', 'orderedList', 'table', 'tableRow', 'codeBlock',
	'blockquote']);

function readNode(result, node) {
	if (node.type === 'text')
		result.add(node.text, lookOfNode(node));
	else if (node.type === 'listItem')
		// One that only holds a deeper list is no item of the document.
		result.node('item', /List$/.test((node.content[0] || {}).type) ||
		    ((node.content[0] || {}).content || []).length === 0 ? 0 : 1);
	else if (NAMES_OF[node.type])
		result.node(NAMES_OF[node.type]);
	else if (!SILENT.has(node.type))
		result.node(node.type);
	if (node.type === 'blockquote')
		result.quoted = true;
	if (node.type === 'codeBlock')
		result.coded = true;
	if (node.type === 'table')
		result.tabled = true;
	for (const child of node.content || [])
		readNode(result, child);
}

// NULL, or what is wrong.

// An address loses "mailto:", and deep quotes have a sign on each line.
function plain(result, deep) {
	let text = result.text.join('').replace(/mailto:/gi, '');
	return deep ? text.replace(/>/g, '') : text;
}

const sameUrl = (a, b) => {
	const bare = u => { try { return decodeURIComponent(u); }
		catch { return u; } };
	return bare(a).replace(/\/$/, '') === bare(b).replace(/\/$/, '');
};

function compareLooks(want, got) {
	if (want.text.join('') !== got.text.join(''))
		return null; // "mailto:" was taken off
	for (let i = 0; i < want.looks.length; i++) {
		const w = want.looks[i], g = got.looks[i];
		const at = `at ${want.text.slice(i, i + 20).join('')}`;
		if (w === FREE)
			continue;
		if (w.marks !== g.marks)
			return `marks ${g.marks}, not ${w.marks}, ${at}`;
		if (w.url !== undefined && !(g.url && sameUrl(w.url, g.url)))
			return `link ${g.url}, not ${w.url}, ${at}`;
		if (w.url === undefined && w.colour !== g.colour)
			return `colour ${g.colour}, not ${w.colour}, ${at}`;
	}
	return null;
}

function compare(want, got) {
	const a = plain(want, want.deep), b = plain(got, want.deep);
	if (a !== b) {
		let i = 0;
		while (a[i] === b[i])
			i++;
		return `text "${b.slice(Math.max(0, i - 10), i + 30)}", ` +
		    `not "${a.slice(Math.max(0, i - 10), i + 30)}"`;
	}
	const names = new Set([...Object.keys(want.nodes), ...Object.keys(got.nodes)]);
	for (const name of names)
		if ((want.nodes[name] || 0) !== (got.nodes[name] || 0))
			return `${name}: ${got.nodes[name] || 0}, not ${want.nodes[name] || 0}`;
	if (got.quoted && !want.quoted)
		return 'a quote';
	return want.deep ? null : compareLooks(want, got);
}

// One that was cut has the beginning of the text, in blocks that are whole.
function compareCut(want, got, answer, limit) {
	if (answer.markup.length > limit)
		return `${answer.markup.length} units, more than ${limit}`;
	const text = plain(want, want.deep);
	// A "mailto:" may be cut as well.
	const start = plain(got, want.deep).replace(/m(a(i(l(to?)?)?)?)?$/i, '');
	if (!text.startsWith(start))
		return `text "${start}", which does not begin "${text}"`;
	for (const name of Object.keys(got.nodes))
		if (got.nodes[name] > (want.nodes[name] || 0))
			return `${name}: ${got.nodes[name]}, more than ${want.nodes[name] || 0}`;
	return got.quoted && !want.quoted ? 'a quote' : null;
}

function expectation(item, answer) {
	if (item.text === undefined)
		return expectDocument(item.mail ? answer : item);
	const result = new Result();
	result.add(item.text, FREE);
	return result;
}

function judge(parser, item, answer) {
	const got = new Result();
	try {
		readNode(got, parser.parse(answer.markup).toJSON());
	} catch (e) {
		return `the parser fails: ${e.message}`;
	}
	const want = expectation(item, answer);
	return item.limit ? compareCut(want, got, answer, item.limit) :
	    compare(want, got);
}

// Running.

function write(program, items) {
	const run = spawnSync(program, {
		input: items.map(i => JSON.stringify(i)).join('\n') + '\n',
		maxBuffer: 1 << 30,
	});
	const answers = run.stdout.toString().split('\n').filter(Boolean);
	if (run.status !== 0 || answers.length !== items.length) {
		console.error(`${program} failed with ${run.status || run.signal} ` +
		    `after ${answers.length} of ${items.length} cases`);
		console.error(run.stderr.toString());
		process.exit(1);
	}
	return answers.map(a => JSON.parse(a));
}

// Leaves out of a failing case what it fails without.
function shrink(item, fails) {
	const without = function* (list) {
		for (let i = 0; i < list.length; i++)
			yield [...list.slice(0, i), ...list.slice(i + 1)];
	};
	const smaller = function* (c) {
		if (c.text !== undefined) {
			for (const t of without([...c.text]))
				yield { text: t.join('') };
			return;
		}
		for (const lines of without(c.lines))
			yield { ...c, lines };
		for (const [i, line] of c.lines.entries()) {
			// A row begins with a cell.
			const put = l => l.kind === 'row' && (!l.runs[0] ||
			    l.runs[0].run !== 'cell') ? c : ({ ...c, lines: c.lines.map((o, n) => n === i ? l : o) });
			for (const runs of without(line.runs))
				yield put({ ...line, runs });
			if (line.quote)
				yield put({ ...line, quote: 0 });
			for (const [k, run] of line.runs.entries())
				for (const t of without([...(run.text || '')]))
					yield put({ ...line, runs: line.runs.map(
					    (o, n) => n === k ? { ...run, text: t.join('') } : o) });
		}
	};
	for (let again = true; again;) {
		again = false;
		for (const next of smaller(item))
			if (next !== item && fails(next)) {
				item = next;
				again = true;
				break;
			}
	}
	return item;
}

function readOptions() {
	const o = { mails: [], seed: 1, count: 20000, modules: __dirname, show: 5 };
	for (let i = 2; i < process.argv.length; i += 2) {
		const name = process.argv[i].slice(2), value = process.argv[i + 1];
		if (name === 'mails')
			o.mails.push(value);
		else if (name === 'write' || name === 'modules')
			o[name] = value;
		else if (name === 'seed' || name === 'count' || name === 'show')
			o[name] = Number(value);
		else
			throw new Error(`unknown: --${name}`);
	}
	return o;
}

function findMails(folder) {
	return fs.readdirSync(folder, { withFileTypes: true }).flatMap(e =>
		e.isDirectory() ? findMails(path.join(folder, e.name)) :
		e.name.endsWith('.eml') ? [path.join(folder, e.name)] : []);
}

function main() {
	const o = readOptions();
	const require_there = createRequire(path.join(path.resolve(o.modules), 'x.js'));
	const { WikiMarkupTransformer } =
	    require_there('@atlaskit/editor-wikimarkup-transformer');
	const parser = new WikiMarkupTransformer();
	let failed = 0;

	const check = (what, items, name) => {
		const begin = Date.now(), answers = write(o.write, items);
		let bad = 0;
		items.forEach((item, i) => {
			const wrong = judge(parser, item, answers[i]);
			if (!wrong)
				return;
			if (++bad <= o.show) {
				const small = item.mail ? item : shrink(item, c =>
					judge(parser, c, write(o.write, [c])[0]));
				const answer = write(o.write, [small])[0];
				console.log(`${name(i)}: ${wrong}`);
				console.log(`  case:   ${JSON.stringify(small)}`);
				if (!item.mail) {
					console.log(`  markup: ${JSON.stringify(answer.markup)}`);
					console.log(`  wrong:  ${judge(parser, small, answer)}`);
				}
			}
		});
		failed += bad;
		console.log(`${what}: ${items.length} cases, ${bad} failed, ` +
		    `${((Date.now() - begin) / 1000).toFixed(1)} s`);
	};
	const random = (make, n) => Array.from({ length: n },
		(_, i) => make(chance(o.seed + i)));
	const seeded = i => `seed ${o.seed + i}`;

	check('texts', random(randomText, o.count), seeded);
	check('documents', random(randomDocument, o.count), seeded);
	check('cuts', random(r => ({ ...randomDocument(r), limit: 20 + r.below(300) }),
	    Math.ceil(o.count / 4)), seeded);
	for (const folder of o.mails) {
		if (!fs.existsSync(folder)) {
			console.log(`mails: skipped, there is no ${folder}`);
			continue;
		}
		const files = findMails(folder).sort();
		check(`mails of ${folder}`, files.map(mail => ({ mail })), i => files[i]);
	}
	process.exit(failed ? 1 : 0);
}

main();
