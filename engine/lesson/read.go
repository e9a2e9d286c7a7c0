package lesson

// This file holds what a lesson's file looks like, and what must be so of all of
// it together.

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"go.yaml.in/yaml/v4"

	"corelanes/engine"
)

// Version is that of the format, which stands in every file.
const Version = 1

// maxRuns is how many runs in a row a goal may ask for.
const maxRuns = 10_000

// Parse reads and checks a lesson. The error is Mistakes: all of them.
func Parse(file string, data []byte) (*Lesson, error) {
	r := &reader{file: file}
	l := &Lesson{ID: id(file, Suffix)}
	if err := r.read(data, func(top *yaml.Node) { r.lesson(l, top) }); err != nil {
		return nil, err
	}
	return l, nil
}

// read reads a file by what takes its topmost node, and then checks what must be so
// of all of it together. The error is Mistakes.
func (r *reader) read(data []byte, take func(top *yaml.Node)) error {
	if top := r.parse(data); top != nil {
		take(top)
		for _, check := range r.after {
			check()
		}
	}
	if len(r.bad) == 0 {
		return nil
	}
	r.bad.sort()
	return r.bad
}

// id is the name of what is in a file: the file's, without folder and the first of
// the endings that it has.
func id(file string, endings ...string) string {
	file = file[strings.LastIndexAny(file, `/\`)+1:]
	for _, e := range endings {
		if name, has := strings.CutSuffix(file, e); has {
			return name
		}
	}
	return file
}

func (r *reader) lesson(l *Lesson, n *yaml.Node) {
	version := 0
	r.fields(n, "",
		field{"lesson", true, r.whole(&version, Version, Version)},
		field{"order", true, r.whole(&l.Order, 0, 1_000_000)},
		field{"minutes", false, r.whole(&l.Minutes, 1, 600)},
		field{"title", true, r.text(&l.Title)},
		field{"goal", true, r.text(&l.Goal)},
		field{"text", true, r.text(&l.Text)},
		field{"picture", false, func(n *yaml.Node, path string) { r.step(l, &l.Picture, n, path, false) }},
		field{"runs", true, func(n *yaml.Node, path string) {
			r.list(n, path, 1, func(n *yaml.Node, path string) { r.run(l, n, path) })
		}},
		field{"predict", true, func(n *yaml.Node, path string) { r.predict(l, n, path) }},
		field{"explain", true, func(n *yaml.Node, path string) {
			r.list(n, path, 1, func(n *yaml.Node, path string) {
				l.Explain = append(l.Explain, Step{})
				r.step(l, &l.Explain[len(l.Explain)-1], n, path, true)
			})
		}},
		field{"try", false, func(n *yaml.Node, path string) { r.try(l, n, path) }},
		field{"check", true, func(n *yaml.Node, path string) {
			r.list(n, path, 1, func(n *yaml.Node, path string) { r.question(l, n, path) })
		}},
		field{"notes", true, func(n *yaml.Node, path string) { r.notes(&l.Notes, n, path) }},
	)
	if l.Picture.Run == "" && len(l.Runs) > 0 {
		l.Picture.Run = l.Runs[0].Name
	}
}

// plan is the fields by which a run is told; its check waits for the whole
// place.
func (r *reader) plan(p *engine.Plan) []field {
	return []field{
		{"scenario", true, r.oneWord(&p.Scenario)},
		{"model", true, r.oneWord(&p.Model)},
		{"workers", false, r.whole(&p.Workers, 1, engine.MaxWorkers)},
		{"start", false, r.oneWord(&p.Start)},
		{"switch-interval", false, r.duration(&p.SwitchInterval, engine.MinSwitchInterval, engine.MaxSwitchInterval)},
		{"deadline", false, r.duration(&p.Deadline, time.Millisecond, engine.MaxDeadline)},
		{"set", false, r.values(&p.Set)},
	}
}

func (r *reader) run(l *Lesson, n *yaml.Node, path string) {
	var x Run
	before := len(r.bad)
	r.fields(n, path, append(r.plan(&x.Plan), field{"name", true, r.oneWord(&x.Name)}, field{"label", true, r.text(&x.Label)})...)
	if l.Find(x.Name) != nil && x.Name != "" {
		r.mistake(n, under(path, "name"), Twice, strconv.Quote(x.Name), "")
	}
	if len(r.bad) == before {
		r.possible(x.Plan, n, path)
	}
	l.Runs = append(l.Runs, x)
}

// possible notes why a plan cannot be run anywhere.
func (r *reader) possible(p engine.Plan, n *yaml.Node, path string) {
	if _, err := p.Checked(); err != nil && !onlyHere(p) {
		r.mistake(n, path, NoPlan, err.Error(), "")
	}
}

// onlyHere says whether a plan cannot be run on this machine alone.
func onlyHere(p engine.Plan) bool {
	for _, m := range engine.Models() {
		if m.ID == p.Model {
			return !m.Possible
		}
	}
	return false
}

// refer notes a run's name that is not one, once all are known.
func (r *reader) refer(l *Lesson, into *string) func(*yaml.Node, string) {
	return func(n *yaml.Node, path string) {
		s, ok := r.word(n, path)
		*into = s
		if !ok {
			return
		}
		r.after = append(r.after, func() {
			if l.Find(s) == nil {
				var names []string
				for _, x := range l.Runs {
					names = append(names, x.Name)
				}
				r.mistake(n, path, NotLegal, strconv.Quote(s), "a run's name: "+strings.Join(names, ", "))
			}
		})
	}
}

func (r *reader) step(l *Lesson, s *Step, n *yaml.Node, path string, told bool) {
	all := []field{
		{"run", told, r.refer(l, &s.Run)},
		{"at", false, r.instant(&s.At)},
		{"worker", false, r.whole(&s.Lane, 1, engine.MaxWorkers)},
		{"object", false, r.oneOf(&s.Obj, objects()...)},
		{"zoom", false, r.duration(&s.Zoom, 10*time.Microsecond, time.Hour)},
	}
	if told {
		all = append(all, field{"text", true, r.text(&s.Text)})
	}
	r.fields(n, path, all...)
}

// measurable reads the name of what can be measured of a run.
func (r *reader) measurable(to *string) func(*yaml.Node, string) {
	return func(n *yaml.Node, path string) {
		if s, ok := r.word(n, path); ok {
			if *to = s; !known(s) {
				r.mistake(n, path, NotLegal, strconv.Quote(s), strings.Join(measures(), ", "))
			}
		}
	}
}

// answers reads the answers to a question; it is how many of them are right.
func (r *reader) answers(to *[]Answer, n *yaml.Node, path string) (right int) {
	r.list(n, path, 2, func(n *yaml.Node, path string) {
		var a Answer
		is := ""
		r.fields(n, path, field{"label", true, r.text(&a.Label)}, field{"right", false, r.oneOf(&is, "true", "false")})
		if a.Right = is == "true"; a.Right {
			right++
		}
		*to = append(*to, a)
	})
	return right
}

func (r *reader) measure(l *Lesson, m *Measure, kind *string) func(*yaml.Node, string) {
	return func(n *yaml.Node, path string) {
		r.fields(n, path,
			field{"what", true, r.measurable(&m.What)},
			field{"run", false, r.refer(l, &m.Run)},
			field{"over", false, r.refer(l, &m.Over)},
		)
		r.after = append(r.after, func() {
			switch {
			case Kind(*kind) == Order && (m.Run != "" || m.Over != ""):
				r.mistake(n, path, NotLegal, strconv.Quote("run"), "left out: every run is measured, and put in order")
			case Kind(*kind) != Order && *kind != "" && m.Run == "":
				r.mistake(n, path, Missing, strconv.Quote("run"), "")
			}
		})
	}
}

func (r *reader) predict(l *Lesson, n *yaml.Node, path string) {
	p := &l.Predict
	kind := ""
	options := n
	r.fields(n, path,
		field{"kind", true, r.oneOf(&kind, string(Order), string(Choose), string(Number))},
		field{"ask", true, r.text(&p.Ask)},
		field{"measure", true, r.measure(l, &p.Measure, &kind)},
		field{"unit", false, r.text(&p.Unit)},
		field{"options", false, func(n *yaml.Node, path string) {
			options = n
			r.list(n, path, 2, func(n *yaml.Node, path string) {
				o := Option{To: math.Inf(1)}
				r.fields(n, path, field{"label", true, r.text(&o.Label)}, field{"from", false, r.float(&o.From)}, field{"to", false, r.float(&o.To)})
				if o.From >= o.To {
					r.mistake(n, under(path, "to"), NotLegal, strconv.FormatFloat(o.To, 'g', -1, 64), "more than from")
				}
				p.Options = append(p.Options, o)
			})
		}},
	)
	p.Kind = Kind(kind)
	r.after = append(r.after, func() {
		switch {
		case p.Kind == Choose && len(p.Options) == 0:
			r.mistake(n, path, Missing, strconv.Quote("options"), "")
		case p.Kind == Choose:
			r.cover(p.Options, options, under(path, "options"))
		case p.Kind == Order && len(l.Runs) < 2:
			r.mistake(n, under(path, "kind"), NotLegal, strconv.Quote(kind), "choose or number: there is only one run to put in order")
		}
	})
}

// cover notes numbers for which not exactly one option is right.
func (r *reader) cover(all []Option, n *yaml.Node, path string) {
	if len(n.Content) != len(all) {
		return
	}
	byFrom := make([]int, len(all))
	for i := range byFrom {
		byFrom[i] = i
	}
	slices.SortStableFunc(byFrom, func(a, b int) int { return cmp.Compare(all[a].From, all[b].From) })
	upTo := 0.0
	for _, i := range byFrom {
		says := strconv.FormatFloat(upTo, 'g', -1, 64)
		switch {
		case all[i].From > upTo:
			r.mistake(n.Content[i], path, Gap, says, "")
		case all[i].From < upTo:
			r.mistake(n.Content[i], path, Overlap, strconv.FormatFloat(all[i].From, 'g', -1, 64), "")
		}
		upTo = max(upTo, all[i].To)
	}
	if !math.IsInf(upTo, 1) {
		r.mistake(n, path, Gap, strconv.FormatFloat(upTo, 'g', -1, 64), "")
	}
}

func (r *reader) question(l *Lesson, n *yaml.Node, path string) {
	var q Question
	r.fields(n, path,
		field{"ask", true, r.text(&q.Ask)},
		field{"why", true, r.text(&q.Why)},
		field{"answers", true, func(n *yaml.Node, path string) {
			if right := r.answers(&q.Options, n, path); right != 1 && n.Kind == yaml.SequenceNode {
				r.mistake(n, path, OneRight, "", "")
			}
		}},
	)
	l.Check = append(l.Check, q)
}

func (r *reader) notes(x *Notes, n *yaml.Node, path string) {
	r.fields(n, path,
		field{"solves", true, r.text(&x.Solves)},
		field{"everyday", true, r.text(&x.Everyday)},
		field{"mistakes", true, func(n *yaml.Node, path string) {
			r.list(n, path, 1, func(n *yaml.Node, path string) {
				x.Mistakes = append(x.Mistakes, Text{})
				r.text(&x.Mistakes[len(x.Mistakes)-1])(n, path)
			})
		}},
	)
}
