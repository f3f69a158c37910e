/// <reference lib="dom" />
// The script of the page: filters, matrix, detail pane, CSV. The page is complete without it. It reads the page's own data and asks nobody.
// It stands in each page as it is here, without lines that are comments: no statement may depend on a line break.
(() => {
  /** @type {(id: string) => any} */
  const el = (id) => document.getElementById(id);
  const data = JSON.parse(el("data").textContent);
  const { words, risks, subjects, places, sets, items, facts, changes, blocks } = data;
  const views = data.views ?? [];
  const summary = document.body.dataset.summary !== undefined;
  const form = el("filters");
  const ROWS = 150;
  const paths = items.map(([path]) => path);
  const everywhere = places.indexOf(words.everywhere);
  /** @type {HTMLDetailsElement[]} */
  const details = [...document.querySelectorAll("details")];
  const blocksOf = Map.groupBy(blocks.keys(), (at) => blocks[at][0]);
  let open = [];
  let limit = ROWS;
  let shown = [];
  let cells = new Map();
  let back = null;

  const number = (value) => value.toLocaleString("en");
  const counted = (value, noun) => `${number(value)} ${noun}${value === 1 ? "" : "s"}`;
  function make(tag, text, properties = {}, ...children) {
    const node = Object.assign(document.createElement(tag), properties);
    if (text !== undefined) node.textContent = text;
    node.append(...children);
    return node;
  }

  function wanted() {
    return Object.fromEntries([...form.elements].filter(({ name }) => name).map(({ name, value }) => [name, value]));
  }

  // Each text is looked at once for a filter, and a block by its indexes alone.
  function filter() {
    const want = wanted();
    const needle = (want.q ?? "").trim().toLowerCase();
    const has = (texts) => texts.some((text) => text.toLowerCase().includes(needle));
    const bySubject = subjects.map(
      (subject, at) => has(subject) || data.subjectFacts[at].some((fact) => has([facts[fact][1]])),
    );
    const byItem = items.map(([, level, risk], at) => ({
      fits: (!want.level || level === want.level) && (!want.risk || risks[risk] === want.risk),
      found: has([paths[at].join(":")]),
    }));
    const byPlace = places.map((place) => has([place]));
    const byFact = facts.map((fact) => has([fact[1]]));
    const inPlace = (place) => places[place] === want.place || place === everywhere;
    const bySet = sets.map((set) => ({
      size: want.place ? set.filter(inPlace).length : Math.max(1, set.length),
      found: set.some((place) => byPlace[place]),
    }));
    const fits = subjects.map(
      ([kind, , , owner, grant]) =>
        (!want.kind || kind === want.kind) &&
        (!want.owner || (owner || "nobody") === want.owner) &&
        (!want.grant || grant === want.grant),
    );
    const view = views.find(({ name }) => name === want.view) ?? views[0];
    const byChange = changes.map(
      (change) => (!want.change || change === want.change) && (!view || view.changes.includes(change)),
    );
    shown = [];
    for (const [at, [subject, set, ofBlock, ofFacts, change, waived, since, atoms]] of blocks.entries()) {
      if (!fits[subject] || !byChange[change] || bySet[set].size === 0) continue;
      const [, , , , , subjectWaived, changed] = subjects[subject];
      if (want.waived && (waived + subjectWaived !== "") !== (want.waived === "yes")) continue;
      if (want.since && since < want.since && changed < want.since) continue;
      const whole = needle === "" || bySubject[subject] || bySet[set].found || ofFacts.some((fact) => byFact[fact]);
      const kept = ofBlock.filter((item) => byItem[item].fits && (whole || byItem[item].found));
      if (kept.length > 0) shown.push({ at, subject, set, kept, weight: atoms ?? bySet[set].size });
    }
  }

  const columnOf = (item) =>
    open.every((part, at) => paths[item][at] === part) ? paths[item][open.length] : undefined;

  function draw() {
    filter();
    cells = new Map();
    const columns = new Set();
    const seen = new Set();
    let atoms = 0;
    for (const one of shown) {
      seen.add(one.subject);
      atoms += one.weight * one.kept.length;
      for (const item of one.kept) {
        const column = columnOf(item);
        if (column === undefined) continue;
        columns.add(column);
        const key = `${one.subject}\n${column}`;
        const cell = cells.get(key) ?? { atoms: 0, risk: risks.length, sets: new Set(), blocks: new Set() };
        cell.atoms += one.weight;
        cell.risk = Math.min(cell.risk, items[item][2]);
        cell.sets.add(one.set);
        cell.blocks.add(one.at);
        cells.set(key, cell);
      }
    }
    const of = `${number(seen.size)} of ${counted(subjects.length, "subject")}`;
    el("count").textContent = `${of}, ${number(atoms)} of ${counted(total, words.atom)}`;
    table(
      [...columns].sort(),
      subjects.map((_, at) => at).filter((subject) => seen.has(subject)),
    );
    for (const one of details) one.hidden = !seen.has(Number(one.dataset.subject));
    for (const one of details) if (one.open) trim(one);
    crumbs();
    keep();
  }

  function table(columns, rows) {
    const deeper = open.length + 1 < words.parts.length && !summary;
    const head = columns.map((column) => {
      const opens = deeper && cellsBelow(column);
      const button = make("button", `${column} ▸`, { type: "button", onclick: () => enter([...open, column]) });
      if (opens) button.setAttribute("aria-label", `Open ${column}`);
      return make("th", opens ? undefined : column, { scope: "col" }, ...(opens ? [button] : []));
    });
    const lines = rows.slice(0, limit).map((subject) => {
      const [kind, name, , owner, grant] = subjects[subject];
      const link = make("a", undefined, { href: `#s${subject}` }, make("bdi", name));
      const about = make("small", [kind, grant, owner].filter(Boolean).join(", "));
      const row = columns.map((column) => cellOf(subject, column, cells.get(`${subject}\n${column}`)));
      return make("tr", undefined, {}, make("th", undefined, { scope: "row" }, link, about), ...row);
    });
    const corner = make("th", "Subject", { scope: "col" });
    const thead = make("thead", undefined, {}, make("tr", undefined, {}, corner, ...head));
    el("matrix").replaceChildren(el("matrix").caption, thead, make("tbody", undefined, {}, ...lines));
    const first = el("matrix").querySelector("td button");
    if (first) first.tabIndex = 0;
    el("more").hidden = rows.length <= limit;
    el("more").textContent = `Show all ${counted(rows.length, "subject")}`;
  }

  const cellsBelow = (column) =>
    paths.some(
      (path) =>
        path.length > open.length + 1 && path[open.length] === column && open.every((part, at) => path[at] === part),
    );

  function placesOf(cell) {
    return [...new Set([...cell.sets].flatMap((set) => sets[set]))];
  }

  function short(name) {
    const letters = [...name];
    return letters.length > 16 ? `${letters.slice(0, 15).join("")}…` : name;
  }

  function cellOf(subject, column, cell) {
    if (!cell) return make("td");
    const risk = risks[cell.risk];
    const held = placesOf(cell);
    const many = words.place && !summary ? `${held.length} ${words.place.slice(0, 3)}.` : number(cell.atoms);
    const where = held.includes(everywhere) ? "all" : held.length === 1 ? short(places[held[0]]) : many;
    const button = make("button", `${risk[0].toUpperCase()} ${where}`, {
      type: "button",
      className: risk,
      tabIndex: -1,
    });
    const named = held.map((place) => places[place]).join(", ");
    const label = `${subjects[subject][1]}, ${column}: ${risk}, ${counted(cell.atoms, words.atom)}${named && `, ${named}`}`;
    button.setAttribute("aria-label", `${button.textContent}: ${label}`);
    button.title = label;
    button.onclick = () => show(subject, column, cell, button);
    return make("td", undefined, {}, button);
  }

  const chips = (list) =>
    list.map((item) => {
      const [, level, risk] = items[item];
      const name = risks[risk];
      return make("i", `${paths[item].join(":")} ${name[0].toUpperCase()}`, {
        className: name,
        title: `${level}, ${name}`,
      });
    });

  const listed = (pairs) =>
    make("dl", undefined, {}, ...pairs.flatMap(([label, value]) => [make("dt", label), make("dd", value)]));

  function show(subject, column, cell, from) {
    back = from;
    const parts = [...cell.blocks].map((at) => {
      const [, set, , ofFacts, change, waived, since] = blocks[at];
      const kept = shown.find((one) => one.at === at).kept.filter((item) => columnOf(item) === column);
      const where = sets[set].map((place) => places[place]).join(", ");
      const extra = [
        [words.place ?? "", where],
        ["change", changes[change]],
        ["waived until", waived],
        ["since", since],
      ].filter(([, value]) => value);
      const path = ofFacts.map((fact) => facts[fact]);
      return make("section", undefined, {}, make("p", undefined, {}, ...chips(kept)), listed([...extra, ...path]));
    });
    const [kind, name, id, , , waivedUntil, changed] = subjects[subject];
    const about = listed(
      [
        ["kind", kind],
        ["id", id],
        ["waived until", waivedUntil],
        ["changed", changed],
        ...data.subjectFacts[subject].map((fact) => facts[fact]),
      ].filter(([, value]) => value),
    );
    const title = make("h2", `${name}: ${[...open, column].join(":")}`, { id: "pane-title" });
    const close = make("button", "Close", { type: "button", id: "close", onclick: hide });
    const more = summary ? [make("p", words.complete)] : [];
    el("pane").replaceChildren(close, title, about, ...more, ...parts);
    el("pane").hidden = false;
    el("pane").focus();
  }

  function hide() {
    el("pane").hidden = true;
    if (back?.isConnected) back.focus();
  }

  // Rows and permissions of an open section that the filters leave out; a closed one is trimmed when it opens.
  function trim(section) {
    const subject = Number(section.dataset.subject);
    const kept = new Map(shown.map(({ at, kept: list }) => [at, list]));
    const rows = section.querySelectorAll("tbody tr");
    for (const [at, block] of (blocksOf.get(subject) ?? []).entries()) {
      const list = kept.get(block);
      if (!rows[at]) return;
      rows[at].hidden = !list;
      for (const [index, chip] of rows[at].querySelectorAll("i").entries())
        chip.hidden = !list?.includes(blocks[block][2][index]);
    }
  }

  function enter(path) {
    open = path;
    draw();
    el("crumbs").querySelector("button:last-of-type")?.focus();
  }

  function crumbs() {
    const steps = open.flatMap((part, at) => [
      " › ",
      make(at + 1 < open.length ? "button" : "b", part, { onclick: () => enter(open.slice(0, at + 1)) }),
    ]);
    const all = make("button", `All ${words.parts[0]}s`, { type: "button", onclick: () => enter([]) });
    el("crumbs").replaceChildren(...(open.length > 0 ? [all, ...steps] : []));
  }

  // What is seen is in the address: a copy of it shows the same.
  function keep() {
    const said = Object.entries(wanted()).filter(([, value]) => value !== "");
    if (open.length > 0) said.push(["open", open.join(":")]);
    const text = new URLSearchParams(said).toString();
    history.replaceState(null, "", text === "" ? "#" : `#${text}`);
  }

  function restore() {
    const said = new URLSearchParams(location.hash.slice(1));
    for (const field of form.elements) {
      const value = said.get(field.name) ?? "";
      if (field.name && (field.tagName !== "SELECT" || [...field.options].some((one) => one.value === value)))
        field.value = value;
    }
    const path = (said.get("open") ?? "").split(":").filter(Boolean);
    open = path.length < words.parts.length && !summary ? path : [];
    if (paths.every((_, item) => columnOf(item) === undefined)) open = [];
  }

  function csv() {
    const labels = [...new Set(facts.map(([label]) => label))];
    const heads = [
      "subject_kind",
      "subject_id",
      "subject_name",
      "owner",
      "grant_type",
      ...words.parts,
      words.place ?? "place",
    ];
    const rows = [[...heads, "level", "risk", "change", "waived_until", "since", "atoms", ...labels]];
    const inPlace = (place) => !wanted().place || places[place] === wanted().place || place === everywhere;
    for (const { at, subject, set, kept, weight } of shown) {
      const [, , , ofFacts, change, waived, since, atoms] = blocks[at];
      const [kind, name, id, owner, grant, subjectWaived, changed] = subjects[subject];
      const path = labels.map((label) =>
        ofFacts
          .filter((fact) => facts[fact][0] === label)
          .map((fact) => facts[fact][1])
          .join("; "),
      );
      const held =
        atoms === undefined && sets[set].length > 0
          ? sets[set].filter(inPlace).map((place) => places[place])
          : [sets[set].map((place) => places[place]).join("")];
      for (const item of kept) {
        const [, level, risk] = items[item];
        const parts = words.parts.map((_, index) => paths[item][index] ?? "");
        const tail = [
          level,
          risks[risk],
          changes[change],
          waived || subjectWaived,
          since || changed,
          String(atoms === undefined ? 1 : weight),
          ...path,
        ];
        for (const place of held) rows.push([kind, id, name, owner, grant, ...parts, place, ...tail]);
      }
    }
    return rows.map((row) => `${row.map(cell).join(",")}\r\n`).join("");
  }

  // As access/report/csv.ts writes a cell: a spreadsheet takes none for a formula. Invisible characters are written out in the data already.
  function cell(text) {
    const safe = /^\s*[=+\-@|%＝＋－＠]/.test(text) ? `'${text}` : text;
    return /[",\r\n;']/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  }

  function save() {
    const address = URL.createObjectURL(new Blob(["\ufeff", csv()], { type: "text/csv" }));
    make("a", "", { href: address, download: "what-i-see.csv" }).click();
    setTimeout(() => URL.revokeObjectURL(address), 1000);
  }

  // Arrow keys move between the filled cells, as in a spreadsheet; Tab leaves the matrix.
  function move(event) {
    const step = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0] }[event.key];
    const at = event.target.closest("td");
    if (!step || !at) return;
    event.preventDefault();
    const rows = el("matrix").tBodies[0].rows;
    let [row, column] = [at.parentNode.sectionRowIndex, at.cellIndex];
    for (;;) {
      row += step[0];
      column += step[1];
      const next = rows[row]?.cells[column];
      if (!next || column === 0) return;
      if (next.firstChild) return next.firstChild.focus();
    }
  }

  function reveal(id) {
    const section = /^s\d+$/.test(id) ? el(id) : null;
    if (!section) return false;
    section.open = true;
    section.scrollIntoView();
    section.querySelector("summary").focus();
    return true;
  }

  const weigh = ([, set, list, , , , , atoms]) => (atoms ?? Math.max(1, sets[set].length)) * list.length;
  const total = blocks.reduce((sum, block) => sum + weigh(block), 0);
  const anchor = location.hash.slice(1);
  form.hidden = false;
  el("bar").hidden = false;
  form.oninput = () => {
    limit = ROWS;
    draw();
  };
  form.onsubmit = (event) => event.preventDefault();
  form.onreset = () =>
    setTimeout(() => {
      open = [];
      draw();
    });
  el("save").onclick = save;
  el("print").onclick = () => window.print();
  el("more").onclick = () => {
    limit = Infinity;
    draw();
  };
  el("matrix").onkeydown = move;
  el("matrix").onfocusin = (event) => {
    if (event.target.closest("td"))
      for (const one of el("matrix").querySelectorAll("td button")) one.tabIndex = one === event.target ? 0 : -1;
  };
  el("matrix").addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (link && reveal(link.hash.slice(1))) event.preventDefault();
  });
  document.onkeydown = (event) => {
    if (event.key === "Escape" && !el("pane").hidden) hide();
  };
  for (const one of details) one.ontoggle = () => one.open && trim(one);
  let closed = [];
  window.onbeforeprint = () => {
    limit = Infinity;
    draw();
    closed = details.filter((one) => !one.open);
    for (const one of details) {
      one.open = true;
      trim(one);
    }
  };
  window.onafterprint = () => {
    for (const one of closed) one.open = false;
  };
  window.onhashchange = () => {
    if (!reveal(location.hash.slice(1))) {
      restore();
      draw();
    }
  };
  restore();
  draw();
  reveal(anchor);
})();
