package command

// This file holds tables and statements in words, for a terminal.

import (
	"fmt"
	"io"
	"strings"

	"corelanes/engine/sources"
)

// marks tell verdicts apart where there is no colour.
var marks = map[sources.Verdict]string{
	sources.Agrees: "✓", sources.Partly: "◐", sources.Disagrees: "✗", sources.Judgement: "⚖", sources.Known: "§", sources.Impossible: "–", sources.Open: "·",
}

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
				fmt.Fprintf(w, "  %s %s: “%s”, %s\n", marks[c.Verdict], strings.Join(c.Columns, ", "), c.Says, c.Words)
				checkWords(w, say, c.Checks)
			}
		}
	}
	for i, c := range r.Claims {
		if i > 0 {
			fmt.Fprintln(w)
		}
		fmt.Fprintf(w, "%s “%s”  [%s]\n  %s: %s\n", marks[c.Verdict], c.Says, c.ID, say("source"), c.Source)
		checkWords(w, say, c.Checks)
		fmt.Fprintf(w, "  %s. %s\n", c.Words, c.Truth)
	}
	var sums []string
	for _, v := range sources.Verdicts() {
		if n := r.Sum[v]; n > 0 {
			sums = append(sums, fmt.Sprintf("%s %s %d", marks[v], say(string(v)), n))
		}
	}
	fmt.Fprintf(w, "\n%s\n", strings.Join(sums, "   "))
}

func checkWords(w io.Writer, say func(string) string, checks []sources.ReportCheck) {
	for _, x := range checks {
		switch {
		case x.Value != nil:
			fmt.Fprintf(w, "      %s: %s, %s\n", x.Label, x.Number, x.Earns)
		case x.WhyNot != "":
			fmt.Fprintf(w, "      %s: %s: %s\n", x.Label, say("impossible"), x.WhyNot)
		case x.Machine != nil:
			fmt.Fprintf(w, "      %s: %s\n", x.Label, say("none"))
		default:
			fmt.Fprintf(w, "      %s: %s\n", x.Label, say("open"))
		}
	}
}
