// Sort, filter, and both in the address. Nothing of the report needs this script.
(function () {
  "use strict";
  var words = document.body.dataset;
  var tables = Array.prototype.slice.call(document.querySelectorAll("table.data"));
  var states = {};

  function key(cell) {
    var text = cell.getAttribute("data-sort") || cell.textContent.trim();
    if (cell.classList.contains("number")) return Number(text.replace(/[^0-9]/g, "")) || 0;
    return text.toLowerCase();
  }

  function store() {
    var parts = [];
    Object.keys(states).forEach(function (name) {
      var state = states[name];
      if (state.filter) parts.push(name + ".f=" + encodeURIComponent(state.filter));
      if (state.column !== null) parts.push(name + ".s=" + state.column + (state.down ? "d" : "u"));
    });
    history.replaceState(null, "", "#" + (parts.length ? "?" + parts.join("&") : ""));
  }

  function show(table, state) {
    var body = table.tBodies[0];
    var rows = state.rows.slice();
    if (state.column !== null) {
      var order = state.down ? -1 : 1;
      rows.sort(function (a, b) {
        var x = key(a.cells[state.column]), y = key(b.cells[state.column]);
        return x < y ? -order : x > y ? order : 0;
      });
    }
    var shown = 0, wanted = state.filter.toLowerCase();
    rows.forEach(function (row) {
      row.hidden = wanted !== "" && row.textContent.toLowerCase().indexOf(wanted) < 0;
      if (!row.hidden) shown += 1;
      body.appendChild(row);
    });
    state.count.textContent = words.shown.replace("{shown}", shown).replace("{all}", rows.length);
    Array.prototype.forEach.call(table.tHead.rows[0].cells, function (head, index) {
      if (index === state.column) head.setAttribute("aria-sort", state.down ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    });
  }

  function prepare(table, index) {
    var rows = Array.prototype.slice.call(table.tBodies[0].rows);
    if (rows.length < 2) return;
    var name = "t" + (index + 1);
    var state = { rows: rows, filter: "", column: null, down: false, count: null };
    states[name] = state;
    var bar = document.createElement("p");
    bar.className = "tools";
    var label = document.createElement("label");
    var field = document.createElement("input");
    label.textContent = words.filter + " ";
    field.type = "search";
    label.appendChild(field);
    state.count = document.createElement("span");
    state.count.setAttribute("role", "status");
    bar.appendChild(label);
    bar.appendChild(state.count);
    table.parentNode.parentNode.insertBefore(bar, table.parentNode);
    field.addEventListener("input", function () {
      state.filter = field.value;
      show(table, state);
      store();
    });
    Array.prototype.forEach.call(table.tHead.rows[0].cells, function (head, column) {
      // No button element: with one in it, Chromium does not repeat the head on each printed page.
      var button = document.createElement("span");
      button.setAttribute("role", "button");
      button.tabIndex = 0;
      while (head.firstChild) button.appendChild(head.firstChild);
      head.appendChild(button);
      function sort() {
        state.down = state.column === column && !state.down;
        state.column = column;
        show(table, state);
        store();
      }
      button.addEventListener("click", sort);
      button.addEventListener("keydown", function (event) {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        sort();
      });
    });
    state.field = field;
    show(table, state);
  }

  tables.forEach(prepare);
  if (location.hash.indexOf("#?") === 0) {
    location.hash.slice(2).split("&").forEach(function (part) {
      var found = /^(t[0-9]+)\.([fs])=(.*)$/.exec(part);
      var state = found && states[found[1]];
      if (!state) return;
      if (found[2] === "f") {
        state.filter = state.field.value = decodeURIComponent(found[3]);
      } else {
        state.column = Math.min(parseInt(found[3], 10) || 0, state.rows[0].cells.length - 1);
        state.down = found[3].slice(-1) === "d";
      }
      show(tables[found[1].slice(1) - 1], state);
    });
  }
})();
