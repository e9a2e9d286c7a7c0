package text

// This file finds texts that stand in the window's code instead of in both
// languages' files.

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// shows are the calls that put texts on the screen, by the name of what is called:
// a widget's maker, or a method that changes its text.
var shows = regexp.MustCompile(`^(NewLabel\w*|NewButton\w*|NewCheck\w*|NewEntry\w*|NewRadioGroup|NewSelect\w*|NewHyperlink|NewRichText\w*|NewText\w*|NewCard|NewFormItem\w*|NewAccordionItem|NewTabItem\w*|` +
	`NewMenu|NewMenuItem\w*|NewWindow|NewToolbarAction|NewCustom\w*|NewInformation|NewConfirm|NewError|ShowInformation|ShowConfirm|ShowCustom\w*|SetText|SetTitle|SetPlaceHolder|SendNotification|heading|para|muted|hint)$`)

// fields are those of widgets that hold texts.
var fields = []string{"Text", "PlaceHolder", "Title", "Subtitle", "Label", "Caption", "Note", "HintText"}

// same are texts that are the same in every language.
var same = []string{"Corelanes", "CPython", "CSV", "GIL", "PID", "PPID", "TID", "RSS", "EN", "RU"}

// wordy is what has words in it.
var wordy = regexp.MustCompile(`\pL{2,}`)

// inWords says whether a string is a text for people, and not a key of one, a
// format, or a name that every language writes alike.
func inWords(s string) bool {
	switch {
	case !wordy.MatchString(s), slices.Contains(same, strings.Trim(s, " ·")):
		return false
	case regexp.MustCompile(`^[asmw]\.[\w.+-]*$`).MatchString(s):
		return false
	}
	return wordy.MatchString(regexp.MustCompile(`%[-+0-9.#]*[a-z]`).ReplaceAllString(s, ""))
}

// literals are the texts that an expression holds as they stand: not those that are
// handed to a call in it, which may look them up.
func literals(e ast.Expr) (out []string) {
	ast.Inspect(e, func(n ast.Node) bool {
		switch x := n.(type) {
		case *ast.CallExpr:
			name := called(x)
			return name == "Sprintf" || name == "Sprint" || name == "Join" || name == "TrimSpace"
		case *ast.FuncLit, *ast.IndexExpr, *ast.CompositeLit:
			return false
		case *ast.BasicLit:
			if s, err := strconv.Unquote(x.Value); x.Kind == token.STRING && err == nil && inWords(s) {
				out = append(out, s)
			}
		}
		return true
	})
	return out
}

// called is the name of what is called.
func called(c *ast.CallExpr) string {
	switch f := c.Fun.(type) {
	case *ast.Ident:
		return f.Name
	case *ast.SelectorExpr:
		return f.Sel.Name
	}
	return ""
}

// onScreen are the texts that a file puts on the screen as they stand in it.
func onScreen(f *ast.File) (out []string) {
	ast.Inspect(f, func(n ast.Node) bool {
		switch x := n.(type) {
		case *ast.CallExpr:
			if shows.MatchString(called(x)) {
				for _, a := range x.Args {
					out = append(out, literals(a)...)
				}
			}
		case *ast.AssignStmt:
			for i, left := range x.Lhs {
				if s, is := left.(*ast.SelectorExpr); is && slices.Contains(fields, s.Sel.Name) && len(x.Rhs) == len(x.Lhs) {
					out = append(out, literals(x.Rhs[i])...)
				}
			}
		case *ast.KeyValueExpr:
			if k, is := x.Key.(*ast.Ident); is && slices.Contains(fields, k.Name) {
				out = append(out, literals(x.Value)...)
			}
		}
		return true
	})
	return out
}

func TestNoTextOnTheScreenStandsInTheCode(t *testing.T) {
	files := 0
	for _, root := range []string{"..", "../../widgets"} {
		err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			if d.IsDir() && (d.Name() == "command" || d.Name() == "headless" || d.Name() == "testdata" || d.Name() == "synth") {
				return filepath.SkipDir // they print, and draw nothing
			}
			if !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				return nil
			}
			f, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
			if err != nil {
				return err
			}
			files++
			for _, s := range onScreen(f) {
				t.Errorf("%s shows %q, which has no translation", path, s)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if files < 150 {
		t.Errorf("only %d files were read", files)
	}
}

func TestTextsInTheCodeAreFound(t *testing.T) {
	found := func(body string) []string {
		f, err := parser.ParseFile(token.NewFileSet(), "x.go", "package x\nfunc f() {\n"+body+"\n}\n", 0)
		if err != nil {
			t.Fatal(err)
		}
		return onScreen(f)
	}
	for _, body := range []string{
		`widget.NewLabel("Run it")`, `l.SetText("took " + t)`, `widget.NewButtonWithIcon("Stop", icon, func() {})`, `l.Text = fmt.Sprintf("%d workers", n)`,
		`x := bars.Bar{Label: "threads"}; use(x)`, `e.SetPlaceHolder("name")`,
	} {
		if len(found(body)) != 1 {
			t.Errorf("%s: found %q", body, found(body))
		}
	}
	for _, body := range []string{
		`widget.NewLabel(text.X("a.run"))`, `l.SetText("· " + name)`, `l.SetText(fmt.Sprintf("%d %%", n))`, `widget.NewButton(say("a.stop"), func() { log("done now") })`, `w.SetTitle("Corelanes")`,
	} {
		if s := found(body); len(s) != 0 {
			t.Errorf("%s: found %q", body, s)
		}
	}
}
