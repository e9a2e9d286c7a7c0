// Licences writes the licences of everything that is linked into the program, on any of its systems, each text once, under
// the names of all that it holds for.
//
//	licences TAGS > assets/licences.txt
package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// A part is a module that is linked, or the Go distribution.
type part struct {
	Path, Version, Dir string
}

// systems are those that the program is built for.
var systems = []string{"linux", "windows", "darwin"}

// licenceFile tells files with terms by their names.
var licenceFile = regexp.MustCompile(`(?i)^(licen[cs]e|copying|notice|patents)([._-].*)?$`)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: licences TAGS")
		os.Exit(2)
	}
	w := bufio.NewWriter(os.Stdout)
	err := errors.Join(write(w, os.Args[1]), w.Flush())
	if err != nil {
		fmt.Fprintln(os.Stderr, "licences:", err)
		os.Exit(1)
	}
}

func write(w io.Writer, tags string) error {
	parts, err := linked(tags)
	if err != nil {
		return err
	}
	names := map[string][]string{} // by text
	var order []string
	for _, p := range parts {
		texts, err := terms(p)
		if err != nil {
			return fmt.Errorf("%s: %w", p.Path, err)
		}
		if len(texts) == 0 {
			return fmt.Errorf("%s %s has no file with its licence", p.Path, p.Version)
		}
		for file, text := range texts {
			if _, known := names[text]; !known {
				order = append(order, text)
			}
			names[text] = append(names[text], strings.TrimSpace(p.Path+" "+p.Version)+": "+file)
		}
	}
	for _, n := range names {
		slices.Sort(n)
	}
	slices.SortFunc(order, func(a, b string) int { return strings.Compare(names[a][0], names[b][0]) })
	fmt.Fprintln(w, "Corelanes is linked with the following, under the terms below each.")
	for _, text := range order {
		fmt.Fprintln(w)
		for _, n := range names[text] {
			fmt.Fprintln(w, "==", n)
		}
		fmt.Fprintf(w, "\n%s\n", text)
	}
	return nil
}

// linked are the modules of all packages that the program is linked from, and Go itself.
func linked(tags string) ([]part, error) {
	found := map[string]part{}
	for _, system := range systems {
		cmd := exec.Command("go", "list", "-tags", tags, "-deps", "-f", "{{with .Module}}{{if not .Main}}{{$.Module.Path}}\t{{$.Module.Version}}\t{{$.Module.Dir}}{{end}}{{end}}", ".")
		cmd.Env = append(os.Environ(), "GOOS="+system, "GOARCH=amd64", "CGO_ENABLED=1")
		cmd.Stderr = os.Stderr
		out, err := cmd.Output()
		if err != nil {
			return nil, fmt.Errorf("what is linked on %s: %w", system, err)
		}
		for line := range strings.Lines(string(out)) {
			if f := strings.Split(strings.TrimSpace(line), "\t"); len(f) == 3 {
				found[f[0]] = part{f[0], f[1], f[2]}
			}
		}
	}
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		return nil, fmt.Errorf("where Go lies: %w", err)
	}
	all := []part{{Path: "Go", Dir: strings.TrimSpace(string(root))}} // its version is that of whoever builds
	for _, p := range found {
		all = append(all, p)
	}
	return all, nil
}

// terms are the texts of a part's licences by their files' names. Go's own are those at its root: what lies below is not linked.
func terms(p part) (map[string]string, error) {
	texts := map[string]string{}
	err := filepath.WalkDir(p.Dir, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && path != p.Dir && (p.Path == "Go" || d.Name() == "testdata"):
			return filepath.SkipDir
		case d.IsDir() || !licenceFile.MatchString(d.Name()) || strings.HasSuffix(d.Name(), ".go"):
			return nil
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		name, err := filepath.Rel(p.Dir, path)
		if err != nil {
			return err
		}
		texts[filepath.ToSlash(name)] = strings.TrimSpace(strings.ReplaceAll(string(data), "\r\n", "\n"))
		return nil
	})
	return texts, err
}
