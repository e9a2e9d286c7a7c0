package command

// This file holds the command list: what can be run.

import (
	"encoding/json"
	"fmt"
	"strings"

	"corelanes/engine"
)

type listScenario struct {
	ID         string             `json:"id"`
	Number     string             `json:"number"`
	Title      string             `json:"title"`
	Category   string             `json:"category"`
	Models     []string           `json:"models"`
	Workers    int                `json:"workers"`
	Parameters []engine.Parameter `json:"parameters"`
}

type listModel struct {
	ID       string   `json:"id"`
	Honest   string   `json:"honest"`
	Possible bool     `json:"possible"`
	WhyNot   string   `json:"why_not"`
	Starts   []string `json:"starts,omitempty"`

	WhyNotControlled string `json:"why_not_controlled"` // "": its runs can be controlled
}

type listStart struct {
	ID       string `json:"id"`
	Possible bool   `json:"possible"`
	WhyNot   string `json:"why_not"`
	Warning  string `json:"warning"`
}

func list(s streams, args []string) int {
	asJSON := false
	for _, a := range args {
		if a != "--json" && a != "-json" {
			return wrong(s, fmt.Errorf("list knows only --json, not %q", a))
		}
		asJSON = true
	}
	askPackages("")
	var scenarios []listScenario
	for _, sc := range engine.Scenarios() {
		ids, _ := engine.Legal(sc)
		scenarios = append(scenarios, listScenario{sc.ID, sc.Number, sc.Title, sc.Category, ids, sc.Workers, sc.Parameters})
	}
	var models []listModel
	for _, m := range engine.Models() {
		models = append(models, listModel{m.ID, m.Honest, m.Possible, m.WhyNot, m.Starts, m.WhyNotControlled().Words()})
	}
	var starts []listStart
	for _, x := range engine.StartMethods() {
		starts = append(starts, listStart{x.ID, x.WhyNot == "", x.WhyNot, x.Warning})
	}
	if asJSON {
		enc := json.NewEncoder(s.out)
		enc.SetIndent("", "  ")
		if err := enc.Encode(map[string]any{"scenarios": scenarios, "models": models, "start_methods": starts}); err != nil {
			fmt.Fprintln(s.err, "corelanes:", err)
			return ExitFailed
		}
		return ExitDone
	}
	fmt.Fprintln(s.out, "Scenarios")
	for _, x := range scenarios {
		fmt.Fprintf(s.out, "  %-20s %-4s %s\n", x.ID, x.Number, x.Title)
		for _, p := range x.Parameters {
			fmt.Fprintf(s.out, "      --set %s=%s%s\n", p.Name, p.Default, legal(p))
		}
	}
	fmt.Fprintln(s.out, "  Every scenario takes --set size=class (or smoke, published).")
	fmt.Fprintln(s.out, "Models")
	for _, x := range models {
		words := x.Honest
		if !x.Possible {
			words = "not possible here: " + x.WhyNot
		}
		fmt.Fprintf(s.out, "  %-20s %s\n", x.ID, words)
	}
	fmt.Fprintln(s.out, "Start methods of processes")
	for _, x := range starts {
		words := x.Warning
		if !x.Possible {
			words = "not possible here: " + x.WhyNot
		}
		fmt.Fprintln(s.out, strings.TrimRight(fmt.Sprintf("  %-20s %s", x.ID, words), " "))
	}
	return ExitDone
}

// legal says in brackets what a parameter may be.
func legal(p engine.Parameter) string {
	switch {
	case len(p.Choices) > 0:
		return "   (" + strings.Join(p.Choices, ", ") + ")"
	case p.Type == "int":
		return fmt.Sprintf("   (%.0f to %.0f%s)", p.Min, p.Max, unit(p))
	case p.Type == "duration":
		return fmt.Sprintf("   (%gs to %gs)", p.Min, p.Max)
	case p.Type == "file":
		return "   (a file)"
	case p.Type == "folder":
		return "   (a folder)"
	}
	return ""
}

func unit(p engine.Parameter) string {
	if p.Unit == "" {
		return ""
	}
	return " " + p.Unit
}
