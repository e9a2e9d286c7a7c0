package command

// This file holds the commands tables and slides: what the source texts say,
// beside what this machine measures.

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"syscall"

	"corelanes/app/home"
	shipped "corelanes/assets/tables"
	"corelanes/engine/compare"
	"corelanes/engine/sources"
	"corelanes/engine/usage"
)

// sourceFlags are the flags of tables and of slides.
type sourceFlags struct {
	table, row string // "": all
	claims     []string
	repeat     int
	kept       bool
	json       bool
	language   string
}

// tableHelp says what the two commands do, in both languages.
const tableHelp = `corelanes tables [--table N] [--row R] [flags]
corelanes slides [CLAIM]... [flags]

tables runs what backs the cells of the source texts' four comparison tables, and prints for each the author's word, the number
measured here, the word that it earns, and whether they agree. slides does the same for single statements that are not so, or not
quite. What was measured is kept, and the window shows it.

tables запускает то, чем подкреплены ячейки четырёх сравнительных таблиц исходных текстов, и печатает для каждой слово автора,
измеренное здесь число, слово, которое оно заслужило, и согласуются ли они. slides делает то же с отдельными утверждениями,
которые неверны или верны не вполне. Измеренное сохраняется, его показывает и окно.
`

func parseSources(name string, args []string, help io.Writer) (sourceFlags, error) {
	f := sourceFlags{}
	fs := flag.NewFlagSet(name, flag.ContinueOnError)
	fs.SetOutput(io.Discard)
	if name == "tables" {
		fs.StringVar(&f.table, "table", "", "only this table, `N` from 1 to 4 / только эта таблица")
		fs.StringVar(&f.row, "row", "", "only the row `R`, as --json names it / только эта строка")
	}
	fs.IntVar(&f.repeat, "repeat", compare.DefaultRepeat, "runs of each model, 1 to 100; the median counts / запусков каждой модели, считается медиана")
	fs.BoolVar(&f.kept, "kept", false, "run nothing: show what was measured before / ничего не запускать: показать измеренное раньше")
	fs.BoolVar(&f.json, "json", false, "print one JSON object / напечатать объект JSON")
	fs.StringVar(&f.language, "language", systemLanguage(), "en or ru / en или ru")
	names, err := parseAround(fs, args, help, tableHelp, nil)
	switch {
	case err != nil:
		return f, err
	case name == "tables" && len(names) > 0:
		return f, fmt.Errorf("tables takes no arguments, but --table and --row")
	case f.language != "en" && f.language != "ru":
		return f, usage.Unknown("language", f.language, []string{"en", "ru"})
	case f.repeat < 1 || f.repeat > compare.MaxRepeat:
		return f, &usage.Error{What: "repeat", Got: fmt.Sprint(f.repeat), Legal: fmt.Sprintf("a whole number from 1 to %d", compare.MaxRepeat)}
	}
	f.claims = names
	return f, nil
}

// systemLanguage is Russian where the environment says so.
func systemLanguage() string {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if v := os.Getenv(name); v != "" {
			if strings.HasPrefix(v, "ru") {
				return "ru"
			}
			return "en"
		}
	}
	return "en"
}

// storePath is the file of measurements that the window uses, too; "" where there
// is no folder for it.
func storePath() string {
	folder, err := home.Folder()
	if err != nil {
		return ""
	}
	return filepath.Join(folder, sources.FileName)
}

func tablesCommand(s streams, args []string) int { return sourceCommand(s, "tables", args) }
func slidesCommand(s streams, args []string) int { return sourceCommand(s, "slides", args) }

func sourceCommand(s streams, name string, args []string) int {
	f, err := parseSources(name, args, s.out)
	if errors.Is(err, flag.ErrHelp) {
		return ExitDone
	}
	if err != nil {
		return wrong(s, err)
	}
	book, err := sources.Load(shipped.Files)
	if err != nil {
		fmt.Fprintln(s.err, "corelanes:", err)
		return ExitFailed
	}
	if name == "tables" {
		err = f.onlyTables(book)
	} else {
		err = f.onlyClaims(book)
	}
	if err != nil {
		return wrong(s, err)
	}
	store, err := sources.OpenStore(storePath())
	if err != nil {
		fmt.Fprintln(s.err, "corelanes:", err)
	}
	status := ExitDone
	if !f.kept {
		status = carryChecks(s, book.Checks(), f.repeat, store)
	}
	report := book.Report(store.Kept(), f.language)
	if f.json {
		enc := json.NewEncoder(s.out)
		enc.SetIndent("", "  ")
		if err := enc.Encode(report); err != nil {
			fmt.Fprintln(s.err, "corelanes:", err)
			return ExitFailed
		}
		return status
	}
	sourceWords(s.out, book, report, f.language)
	return status
}

// onlyTables leaves the tables and rows of the book that were asked for.
func (f *sourceFlags) onlyTables(b *sources.Book) error {
	b.Claims = nil
	var known []string
	for _, t := range b.Tables {
		known = append(known, t.ID)
	}
	if f.table != "" {
		t := b.Table(f.table)
		if t == nil {
			return usage.Unknown("table", f.table, known)
		}
		b.Tables = []*sources.Table{t}
	}
	if f.row == "" {
		return nil
	}
	var rows []string
	found := false
	for _, t := range b.Tables {
		for _, r := range t.Rows {
			rows = append(rows, r.ID)
		}
		t.Rows = slices.DeleteFunc(t.Rows, func(r *sources.Row) bool { return r.ID != f.row })
		found = found || len(t.Rows) > 0
	}
	b.Tables = slices.DeleteFunc(b.Tables, func(t *sources.Table) bool { return len(t.Rows) == 0 })
	if !found {
		return usage.Unknown("row", f.row, rows)
	}
	return nil
}

// onlyClaims leaves the statements that were asked for.
func (f *sourceFlags) onlyClaims(b *sources.Book) error {
	b.Tables = nil
	if len(f.claims) == 0 {
		return nil
	}
	var known []string
	for _, c := range b.Claims {
		known = append(known, c.ID)
	}
	for _, id := range f.claims {
		if !slices.Contains(known, id) {
			return usage.Unknown("statement", id, known)
		}
	}
	b.Claims = slices.DeleteFunc(b.Claims, func(c *sources.Claim) bool { return !slices.Contains(f.claims, c.ID) })
	return nil
}

// carryChecks runs what checks need, and keeps what comes out.
func carryChecks(s streams, checks []*sources.Check, repeat int, store *sources.Store) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	status := ExitDone
	err := sources.Carry(ctx, checks, repeat, func(p sources.Progress) {
		if isTerminal(s.err) {
			fmt.Fprintf(s.err, "\r\x1b[K%d/%d  %s  %s  %d/%d", p.Done+1, p.Of, p.Scenario, p.Model, p.Run, p.All)
		}
	}, func(key string, m sources.Measured) {
		if err := store.Put(key, m); err != nil {
			fmt.Fprintln(s.err, "corelanes:", err)
			status = ExitFailed
		}
	})
	if isTerminal(s.err) {
		fmt.Fprint(s.err, "\r\x1b[K")
	}
	if errors.Is(err, context.Canceled) {
		return ExitInterrupted
	}
	return status
}
