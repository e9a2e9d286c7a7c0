package assets

// This file tests what the program carries along.

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

// TestTheLicencesAreThoseOfTheVersionsThatAreLinked holds the file against go.mod: what is named there as needed directly must
// stand in it, and no module may stand in it in another version. make licences writes it anew.
func TestTheLicencesAreThoseOfTheVersionsThatAreLinked(t *testing.T) {
	mod, err := os.ReadFile("../go.mod")
	if err != nil {
		t.Fatal(err)
	}
	versions, direct := map[string]string{}, []string{}
	for _, m := range regexp.MustCompile(`(?m)^\s+(\S+) (v\S+)( // indirect)?$`).FindAllStringSubmatch(string(mod), -1) {
		versions[m[1]] = m[2]
		if m[3] == "" {
			direct = append(direct, m[1])
		}
	}
	if len(direct) == 0 {
		t.Fatal("go.mod names no module")
	}
	told := map[string]bool{}
	for line := range strings.Lines(Licences()) {
		name, is := strings.CutPrefix(line, "== ")
		if !is {
			continue
		}
		name, _, _ = strings.Cut(name, ":")
		path, version, _ := strings.Cut(name, " ")
		told[path] = true
		if path != "Go" && versions[path] != version {
			t.Errorf("%s stands there in %s, but go.mod has %q: run make licences", path, version, versions[path])
		}
	}
	for _, path := range append(direct, "Go") {
		if !told[path] {
			t.Errorf("%s is linked, and its licence is not there: run make licences", path)
		}
	}
}
