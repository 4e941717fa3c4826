import { useId, useState, type ReactNode } from 'react';
import { words } from '../db/searchable.ts';
import { labels } from '../labels.ts';
import { Icon } from './icon.tsx';
import { nextSort, sortRows, type Sort } from './sort-rows.ts';
import './data-table.css';

/** One column of a table. The first one names the row. */
export interface Column<Row> {
  readonly key: string;
  readonly title: string;
  readonly cell: (row: Row) => ReactNode;
  /** Makes the column sortable, by this value. */
  readonly sortBy?: (row: Row) => string | number;
  /** `end` for numbers. */
  readonly align?: 'end';
  /** For what is read as one word: numbers and days. */
  readonly nowrap?: boolean;
  /** Left out where the table is narrow. */
  readonly wideOnly?: boolean;
}

/** What a `DataTable` shows. */
export interface DataTableProps<Row> {
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string | number;
  readonly initialSort: Sort;
  /** What the rows are, many of them: `invoices`. Without it they are not counted. */
  readonly countOf?: string;
  /** Adds a filter, which looks for words in this text. */
  readonly filterText?: (row: Row) => string;
  /** Shown instead of rows when there are none at all. */
  readonly empty: string;
  /** Further filters, beside the text filter. */
  readonly children?: ReactNode;
}

/** A table that a person can sort by its titles and filter by typing. */
export function DataTable<Row>({
  columns,
  rows,
  filterText,
  empty,
  children,
  ...rest
}: DataTableProps<Row>): ReactNode {
  const [sort, setSort] = useState(rest.initialSort);
  const [typed, setTyped] = useState('');
  const wanted = filterText ? words(typed) : [];
  const matches = (row: Row) => {
    const text = filterText ? words(filterText(row)).join(' ') : '';
    return wanted.every((word) => text.includes(word));
  };
  const sortBy = columns.find(({ key }) => key === sort.column)?.sortBy;
  const found = rows.filter(matches);
  const shown = sortBy ? sortRows(found, sortBy, sort.direction) : found;
  return (
    <div className="table-block">
      {(children || filterText) && (
        <div className="table-tools">
          {children}
          {filterText && <TextFilter value={typed} onChange={setTyped} />}
        </div>
      )}
      <table>
        <caption className="visually-hidden">{rest.caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <ColumnTitle
                key={column.key}
                column={column}
                sort={sort}
                onSort={() => setSort((current) => nextSort(current, column.key))}
              />
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map((row) => (
            <tr key={rest.rowKey(row)}>{columns.map((column, index) => cell(row, column, index === 0))}</tr>
          ))}
          {shown.length === 0 && (
            <tr>
              <td className="table-empty" colSpan={columns.length}>
                <p>{rows.length === 0 ? empty : labels.table.noMatch}</p>
                {rows.length > 0 && (
                  <button type="button" className="button" onClick={() => setTyped('')}>
                    {labels.table.clear}
                  </button>
                )}
              </td>
            </tr>
          )}
        </tbody>
      </table>
      {rest.countOf !== undefined && (
        <p className="table-count" role="status">
          {labels.table.count(shown.length, rows.length, rest.countOf)}
        </p>
      )}
    </div>
  );
}

function TextFilter({ value, onChange }: { readonly value: string; readonly onChange: (typed: string) => void }) {
  const id = useId();
  return (
    <div className="text-filter">
      <label className="visually-hidden" htmlFor={id}>
        {labels.table.filter}
      </label>
      <Icon name="search" />
      <input
        id={id}
        type="search"
        value={value}
        placeholder={labels.table.filter}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  );
}

interface ColumnTitleProps<Row> {
  readonly column: Column<Row>;
  readonly sort: Sort;
  readonly onSort: () => void;
}

function ColumnTitle<Row>({ column, sort, onSort }: ColumnTitleProps<Row>) {
  const isSorted = column.sortBy && sort.column === column.key;
  return (
    <th scope="col" className={classes(column)} aria-sort={isSorted ? sort.direction : undefined}>
      {column.sortBy ? (
        <button type="button" className="sort" onClick={onSort}>
          {column.title}
          <Icon name="up" className="sort-icon" />
        </button>
      ) : (
        column.title
      )}
    </th>
  );
}

function cell<Row>(row: Row, column: Column<Row>, isFirst: boolean): ReactNode {
  const className = classes(column);
  return isFirst ? (
    <th key={column.key} scope="row" className={className}>
      {column.cell(row)}
    </th>
  ) : (
    <td key={column.key} className={className}>
      {column.cell(row)}
    </td>
  );
}

function classes<Row>({ align, nowrap, wideOnly }: Column<Row>): string | undefined {
  return (
    [align === 'end' && 'align-end', nowrap && 'nowrap', wideOnly && 'wide-only'].filter(Boolean).join(' ') || undefined
  );
}
