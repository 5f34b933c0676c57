# shellcheck shell=bash
# SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
# SPDX-License-Identifier: BSD-2-Clause

# Tables of cells between |, whose first line names the columns: tools/machines/architectures and
# tools/machines/releases. A cell of - is empty. (tools/lib/table.cjs is the same for programs.)

# _table_rows TABLE AWK-ACTION [VARIABLE=VALUE]…: runs the action for each row. Its cells are in cell[COLUMN].
_table_rows() {
  local table=$REPO_ROOT/tools/machines/$1 action=$2
  shift 2
  awk -F '[ \t]*[|][ \t]*' "${@/#/-v}" '
    /^#/ || !NF { next }
    !columns { for (columns = 1; columns <= NF; columns++) name[columns] = $columns; next }
    { for (i = 1; i <= NF; i++) cell[name[i]] = $i == "-" ? "" : $i }
    '"$action" "$table"
}

# table_cells TABLE COLUMN [KEY-COLUMN VALUE]: the cells of a column, a line each: of all rows, or of those whose
# cell in the other column is this.
table_cells() {
  # shellcheck disable=SC2016 # awk's
  _table_rows "$1" '!(column in cell) { print "no column " column >"/dev/stderr"; exit 1 }
    key == "" || cell[key] == value { print cell[column] }' "column=$2" "key=${3-}" "value=${4-}"
}

# table_row TABLE NAME: the cells of a row, in the associative array ROW; fails where there is no such row.
table_row() {
  local column cell
  declare -gA ROW=()
  while IFS=$'\t' read -r column cell; do
    ROW[$column]=$cell
  done < <(_table_rows "$1" 'cell["name"] == row { for (column in cell) print column "\t" cell[column] }' "row=$2")
  ((${#ROW[@]} > 0))
}

# release_of ROLE: the release of Debian that has it.
release_of() {
  table_cells releases name role "$1"
}

# npm_architecture ARCH: npm's name of it; ARCH is ours or the kernel's (uname -m).
npm_architecture() {
  # shellcheck disable=SC2016 # awk's
  _table_rows architectures 'cell["name"] == arch || cell["machine"] == arch { print cell["npm"]; exit }' "arch=$1"
}

# packaged_architectures: those that packages are built for, a line each.
packaged_architectures() {
  _table_rows architectures 'cell["name"] == cell["debian"] { print cell["name"] }'
}
