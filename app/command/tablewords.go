package command

// This file holds tables and statements in words, for a terminal.

import (
	"fmt"
	"io"
	"strings"

	"corelanes/engine/sources"
)

func sourceWords(w io.Writer, b *sources.Book, r sources.Report, language string) {
	say := func(key string) string { return b.Words[key].In(language) }
	for i, t := range r.Tables {
		if i > 0 {
			fmt.Fprintln(w)
		}
		fmt.Fprintf(w, "%s %s. %s\n%s: %s\n", say("table"), t.ID, t.Title, say("source"), t.Source)
		for _, row := range t.Rows {
			title := row.Title
			if row.Judgement {
				title += " (" + say("judgement") + ")"
			}
			fmt.Fprintf(w, "\n%s  [%s]\n  %s\n", title, row.ID, row.Shows)
			for _, c := range row.Cells {
				fmt.Fprintf(w, "  %s %s: %s, %s\n", c.Verdict.Sign(), strings.Join(c.Columns, ", "), quoted(c.Says, language), c.Words)
				checkWords(w, say, c.Checks)
			}
		}
	}
	for i, c := range r.Claims {
		if i > 0 {
			fmt.Fprintln(w)
		}
		fmt.Fprintf(w, "%s %s  [%s]\n  %s: %s\n", c.Verdict.Sign(), quoted(c.Says, language), c.ID, say("source"), c.Source)
		checkWords(w, say, c.Checks)
		fmt.Fprintf(w, "  %s. %s\n", c.Words, c.Truth)
	}
	fmt.Fprintf(w, "\n%s\n", b.Sum(r.Sum, language))
}

func checkWords(w io.Writer, say func(string) string, checks []sources.ReportCheck) {
	for _, x := range checks {
		switch {
		case x.Value != nil:
			fmt.Fprintf(w, "      %s: %s, %s", x.Label, x.Number, x.Earns)
			if x.Noisy {
				fmt.Fprintf(w, " (! %s)", say("busy"))
			}
			fmt.Fprintln(w)
		case x.WhyNot != "":
			fmt.Fprintf(w, "      %s: %s: %s\n", x.Label, say("impossible"), x.WhyNot)
		case x.Machine != nil:
			fmt.Fprintf(w, "      %s: %s\n", x.Label, say("none"))
		default:
			fmt.Fprintf(w, "      %s: %s\n", x.Label, say("open"))
		}
	}
}

// quoted is a text in a language's quotation marks.
func quoted(s, language string) string {
	if language == "ru" {
		return "«" + s + "»"
	}
	return "“" + s + "”"
}
