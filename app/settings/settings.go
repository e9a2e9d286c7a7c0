// Package settings holds what the window remembers from one day to the next,
// each with its type and its default.
//
// This file holds all of it.
package settings

import (
	"slices"

	"fyne.io/fyne/v2"

	"corelanes/app/skin"
	"corelanes/app/text"
	"corelanes/engine/history"
)

// Settings are the person's preferences, kept by Fyne.
type Settings struct{ kept fyne.Preferences }

// New reads and writes preferences.
func New(p fyne.Preferences) Settings { return Settings{p} }

// Language is the chosen language, at first the system's.
func (s Settings) Language() text.Language {
	for _, l := range text.Languages {
		if s.kept.String("language") == string(l) {
			return l
		}
	}
	return text.System()
}

// SetLanguage remembers the language.
func (s Settings) SetLanguage(l text.Language) { s.kept.SetString("language", string(l)) }

// Variant is light or dark, at first as the system has it.
func (s Settings) Variant() skin.Variant {
	return skin.Variant(s.kept.StringWithFallback("variant", string(skin.System)))
}

// SetVariant remembers the variant.
func (s Settings) SetVariant(v skin.Variant) { s.kept.SetString("variant", string(v)) }

// Scale is the size of type.
func (s Settings) Scale() float64 {
	return min(max(s.kept.FloatWithFallback("scale", 1), skin.MinScale), skin.MaxScale)
}

// SetScale remembers the size of type.
func (s Settings) SetScale(x float64) { s.kept.SetFloat("scale", x) }

// Contrast says whether colours are to be as far apart as they get.
func (s Settings) Contrast() bool { return s.kept.Bool("contrast") }

// SetContrast remembers that.
func (s Settings) SetContrast(on bool) { s.kept.SetBool("contrast", on) }

// Still says whether nothing is to move by itself that need not.
func (s Settings) Still() bool { return s.kept.Bool("still") }

// SetStill remembers that.
func (s Settings) SetStill(on bool) { s.kept.SetBool("still", on) }

// Compare says whether one worker is measured after a run, to compare with.
func (s Settings) Compare() bool { return s.kept.BoolWithFallback("compare", true) }

// SetCompare remembers that.
func (s Settings) SetCompare(on bool) { s.kept.SetBool("compare", on) }

// Interpreter is the path of the python3 that was chosen, "" for the one on PATH.
func (s Settings) Interpreter() string { return s.kept.String("interpreter") }

// SetInterpreter remembers that.
func (s Settings) SetInterpreter(path string) { s.kept.SetString("interpreter", path) }

// Split is where lanes end and the inspector begins, 0 … 1.
func (s Settings) Split() float64 {
	if x := s.kept.FloatWithFallback("split", defaultSplit); x > 0.2 && x < 0.95 {
		return x
	}
	return defaultSplit
}

const defaultSplit = 0.7

// SetSplit remembers that.
func (s Settings) SetSplit(x float64) { s.kept.SetFloat("split", x) }

// Folder is where the latest recording was opened or saved, "" at first.
func (s Settings) Folder() string { return s.kept.String("folder") }

// SetFolder remembers that.
func (s Settings) SetFolder(path string) { s.kept.SetString("folder", path) }

// Last is the file of the recording that was on show last, "" for none.
func (s Settings) Last() string { return s.kept.String("last") }

// SetLast remembers that.
func (s Settings) SetLast(path string) { s.kept.SetString("last", path) }

// Page is the number of the page that was on show last.
func (s Settings) Page() int { return s.kept.Int("page") }

// SetPage remembers that.
func (s Settings) SetPage(i int) { s.kept.SetInt("page", i) }

// mostRecent is how many files are remembered.
const mostRecent = 10

// Recent are the files that were opened, the latest first.
func (s Settings) Recent() []string { return s.kept.StringList("recent") }

// AddRecent remembers a file that was opened.
func (s Settings) AddRecent(path string) {
	all := slices.DeleteFunc(slices.Clone(s.Recent()), func(x string) bool { return x == path })
	all = slices.Insert(all, 0, path)
	s.kept.SetStringList("recent", all[:min(len(all), mostRecent)])
}

// Greeted says whether the machine has been introduced to the person.
func (s Settings) Greeted() bool { return s.kept.Bool("greeted") }

// SetGreeted remembers that.
func (s Settings) SetGreeted() { s.kept.SetBool("greeted", true) }

// Scenario is the scenario chosen last.
func (s Settings) Scenario() string { return s.kept.StringWithFallback("scenario", "squares") }

// SetScenario remembers the scenario.
func (s Settings) SetScenario(id string) { s.kept.SetString("scenario", id) }

// Model is the model chosen last.
func (s Settings) Model() string { return s.kept.StringWithFallback("model", "threads") }

// SetModel remembers the model.
func (s Settings) SetModel(id string) { s.kept.SetString("model", id) }

// HistoryLimits are how much of the past can be kept, in the order of the
// choice; the second is the default.
var HistoryLimits = [...]history.Limits{
	{Runs: 50, Bytes: 256 << 20},
	{Runs: history.DefaultRuns, Bytes: history.DefaultBytes},
	{Runs: 1000, Bytes: 8 << 30},
	{},
}

// History is how much of the past is kept.
func (s Settings) History() history.Limits {
	i := s.kept.IntWithFallback("history", 1)
	if i < 0 || i >= len(HistoryLimits) {
		i = 1
	}
	return HistoryLimits[i]
}

// SetHistory remembers one of HistoryLimits.
func (s Settings) SetHistory(l history.Limits) {
	for i, x := range HistoryLimits {
		if x == l {
			s.kept.SetInt("history", i)
		}
	}
}
