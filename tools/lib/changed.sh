# shellcheck shell=bash
# SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
# SPDX-License-Identifier: BSD-2-Clause

# What soon tells whether a change broke the piece that it is in (`tools/test --changed`). Source it after
# tools/lib/suites.sh.

. "$REPO_ROOT/tools/lib/covers.sh"

# changed_files BASE: what differs from a commit in the working tree, new files too.
changed_files() {
  git -C "$REPO_ROOT" diff --name-only --no-renames "$1" -- || die "$1 is no commit here"
  git -C "$REPO_ROOT" ls-files --others --exclude-standard
}

# _changed_module_tests FILE…: for files of the modules, and tests themselves.
_changed_module_tests() {
  local file
  for file in "$@"; do
    case $file in
      kmod/*.[ch]) module_tests_of "${file#kmod/}" ;;
      tools/suites/kernel/cases/[0-9]*.sh) basename "$file" .sh ;;
    esac
  done | sort -u
}

# _changed_machines FILE…: calls of the module tests on other machines, a line each.
_changed_machines() {
  local file
  for file in "$@"; do
    if [[ $file == kmod/*.[ch] ]]; then module_machine_of "${file#kmod/}"; fi
  done | sort -u
}

# _changed_packages FILE…: the folders of the npm packages that Nx says the files can break.
_changed_packages() {
  local files
  files=$(printf '%s\n' "$@" | paste -s -d ,)
  npx nx show projects --affected --files "$files" --with-target typecheck --json |
    node -e 'JSON.parse(require("fs").readFileSync(0)).map((name) => name.split("/").at(-1)).forEach((name) => console.log(name))' |
    while read -r name; do
      if [[ -d packages/$name ]]; then printf 'packages/%s\n' "$name"; fi
    done
}

# _changed_typescript FILE…: those that jest's graph knows.
_changed_typescript() {
  local file
  for file in "$@"; do
    if [[ $file == packages/*.ts && -e $file ]]; then printf '%s\n' "$file"; fi
  done
}

# Where jest's graph finds a package that another imports: by its link in node_modules it finds none.
# shellcheck disable=SC2016 # jest's
_sources_of_packages='{"^@u-dma-buf-mgr/(protocol|client)$": "<rootDir>/packages/$1/src/index.ts"}'

# _suites_of_packages FILE…
_suites_of_packages() {
  local sources folder
  mapfile -t sources < <(_changed_typescript "$@")
  ((${#sources[@]} > 0)) || return 0
  for folder in $(_changed_packages "${sources[@]}"); do
    suite "types-${folder##*/}" "Check the types of $folder" npx tsc --noEmit -p "$folder"
  done
  suite jest 'Test what depends on them, by jest' npx jest -c jest.config.cjs --rootDir . --roots packages \
    --moduleNameMapper "$_sources_of_packages" --passWithNoTests --findRelatedTests "${sources[@]}"
}

# _suites_of_modules FILE…
_suites_of_modules() {
  local tests machines words place
  mapfile -t tests < <(_changed_module_tests "$@")
  ((${#tests[@]} > 0)) || return 0
  if printf '%s\n' "$@" | grep -q '^kmod/u-dma-buf-mgr/command'; then
    suite parsers "Compare the module's parser with the package's" tools/suites/parsers/differential --cases 2000
  fi
  suite_beside modules "Test the modules: ${tests[*]}" tools/suites/kernel/run amd64 --short --stress 1 "${tests[@]}"
  mapfile -t machines < <(_changed_machines "$@")
  for place in "${!machines[@]}"; do
    read -ra words <<<"${machines[place]}"
    suite_beside "modules-elsewhere-$place" "Test the modules: ${words[*]}" \
      tools/suites/kernel/run "${words[0]}" --short --stress 1 "${words[@]:1}"
  done
}

# changed_run [BASE]: the tests of what differs from BASE, by default from what was committed last.
changed_run() {
  local files
  mapfile -t files < <(changed_files "${1-HEAD}")
  ((${#files[@]} > 0)) || die "nothing differs from ${1-HEAD}"
  _suites_of_packages "${files[@]}"
  _suites_of_modules "${files[@]}"
}
