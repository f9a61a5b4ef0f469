'use strict';
// A page is valid HTML and XML: no ampersand and no less-than sign in here.
const compare = (a, b) => {
  const difference = Number(a) - Number(b);
  return Number.isNaN(difference) ? a.localeCompare(b) : difference;
};
for (const table of document.querySelectorAll('table.sortable')) {
  const heads = table.querySelectorAll('th[data-column]');
  for (const head of heads) {
    const button = document.createElement('button');
    button.textContent = head.textContent;
    head.replaceChildren(button);
    button.addEventListener('click', () => {
      const order = head.getAttribute('aria-sort') === 'ascending' ? 'descending' : 'ascending';
      heads.forEach((other) => other.removeAttribute('aria-sort'));
      head.setAttribute('aria-sort', order);
      const key = (row) => {
        const cell = row.cells[Number(head.dataset.column)];
        return cell.dataset.sort ?? cell.textContent;
      };
      const rows = Array.from(table.tBodies[0].rows);
      const present = rows.filter((row) => key(row) !== '');
      present.sort((a, b) => compare(key(a), key(b)));
      if (order === 'descending') {
        present.reverse();
      }
      table.tBodies[0].append(...present, ...rows.filter((row) => key(row) === ''));
    });
  }
}
