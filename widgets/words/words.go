// Package words holds the widgets' texts in English and Russian, and makes
// the sentences that more than one widget says.
//
// The texts go through Fyne's lang package, so the language can be switched
// while the window is open: whoever shows a text asks for it again in its
// Refresh. The English texts are also the fallback, so a window whose app
// loaded no translations speaks English.
//
// This file holds the lookup.
package words

import (
	"embed"
	"encoding/json"
	"sync"

	"fyne.io/fyne/v2/lang"

	"corelanes/engine/trace"
	"corelanes/widgets/look"
	"corelanes/widgets/paint"
)

// Files are the translations, en.json and ru.json, for lang.AddTranslations.
//
//go:embed en.json ru.json
var Files embed.FS

// english are the fallbacks, read once from en.json and never changed.
var english = sync.OnceValue(func() map[string]string {
	out := map[string]string{}
	data, err := Files.ReadFile("en.json")
	if err != nil {
		return out
	}
	var raw map[string]any
	if json.Unmarshal(data, &raw) != nil {
		return out
	}
	for key, v := range raw {
		switch v := v.(type) {
		case string:
			out[key] = v
		case map[string]any:
			out[key], _ = v["other"].(string)
		}
	}
	return out
})

// With is the data of a text with {{.Name}} places.
type With = map[string]any

// X is the text of a key in the reader's language.
func X(key string, data ...any) string { return lang.X(key, english()[key], data...) }

// N is the text of a key for a count of things.
func N(key string, count int, data ...any) string {
	return lang.XN(key, english()[key], count, data...)
}

// State is the name of a state.
func State(s trace.State) string { return X(look.Of(s).Word) }

// Letter is the capital that stands for a state on its bars: in every language
// a letter of its name, and no other state's.
func Letter(s trace.State) string { return X("w.letter." + s.String()) }

// Kind is the name of a kind of object, "Lock".
func Kind(k trace.ObjKind) string { return X("w.kind." + k.String()) }

// Overhead is what an overhead is spent on.
func Overhead(o trace.Overhead) string { return X("w.overhead." + o.String()) }

// Units are the names of the units.
func Units() look.Units {
	return look.Units{
		Times:   [4]string{X("w.unit.ns"), X("w.unit.us"), X("w.unit.ms"), X("w.unit.s")},
		Bytes:   [5]string{X("w.unit.b"), X("w.unit.kib"), X("w.unit.mib"), X("w.unit.gib"), X("w.unit.tib")},
		Decimal: X("w.unit.decimal"),
	}
}

// unknownKind is the name of the first kind that there is not.
const unknownKind = "unknown"

// Paint are the texts of the lanes.
func Paint() paint.Words {
	w := paint.Words{
		Sections:  [paint.NumSections]string{X("w.section.cores"), X("w.section.workers"), X("w.section.primitives"), X("w.section.counters")},
		Core:      X("w.core"),
		Kinds:     map[trace.ObjKind]string{},
		Overheads: map[trace.Overhead]string{},
		Counters:  map[string]string{},
		OfProcess: map[string]string{},
		FlagUp:    X("w.flag.up"), FlagDown: X("w.flag.down"), Broken: X("w.barrier.broken"), Hidden: X("w.hidden"),
		Units: Units(), Gap: Gap,
	}
	for _, s := range look.States() {
		w.Letters[s.State] = Letter(s.State)
	}
	for _, name := range []string{"busy", "cpu", "rss", "threads"} {
		w.Counters[name] = X("w.counter." + name)
	}
	for _, name := range []string{"cpu", "rss", "threads"} {
		w.OfProcess[name] = X("w.process." + name)
	}
	w.Counters["Loop lag"], w.OfProcess["Loop lag"] = X("w.counter.lag"), X("w.process.lag")
	for k := trace.ObjGIL; k.String() != unknownKind; k++ {
		if k != trace.ObjCounter {
			w.Kinds[k] = Kind(k)
		}
	}
	for o := trace.OverheadStart; o < trace.NumOverheads; o++ {
		w.Overheads[o] = Overhead(o)
	}
	return w
}
