package headless

// This file writes the report.

import (
	"fmt"
	"strings"

	"corelanes/app/explore"
	"corelanes/app/text"
)

// reportOf is the report on what was run, in Markdown.
func reportOf(told []explore.Told) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# Corelanes\n\n%s\n\n![](%s)\n", text.X("a.report.intro"), PictureFile)
	for _, t := range told {
		fmt.Fprintf(&b, "\n## %s, %s\n\n**%s**\n\n| | |\n|---|---|\n", t.Scenario, t.Model, t.Sentence)
		for _, x := range t.Figures {
			fmt.Fprintf(&b, "| %s | %s |\n", x[0], x[1])
		}
	}
	return b.String()
}
