package lesson

// This file holds what a homework is made of, and reads it: a run, and questions
// about it, in one file. It is YAML like a lesson, and docs/homework.md is its
// format.

import (
	"strconv"

	"go.yaml.in/yaml/v4"

	"corelanes/engine"
)

// HomeworkSuffix is how the names of homework files end.
const HomeworkSuffix = ".homework.yaml"

// HomeworkVersion is that of the format, which stands in every file.
const HomeworkVersion = 1

// Homework is a homework that was checked.
type Homework struct {
	ID     string // its file's name without the ending
	Title  Text
	Text   Text // what is to be done
	Plan   engine.Plan
	Change []string // what the student may change of the plan: "model", "workers", parameters
	Goal   string   // of the scenario, by its key, which the run has to meet; "": none
	Ask    []Asked

	text string // the file
}

// Source is the file that the homework was read from.
func (h *Homework) Source() string { return h.text }

// The kinds of questions beside Choose and Number.
const (
	Words Kind = "words" // a text is written, which the teacher reads
)

// Asked is one question of a homework. What is right may be left out: then the
// teacher looks at the answer.
type Asked struct {
	Kind    Kind // Choose, Number or Words
	Ask     Text
	Options []Answer // of a choice; none is right: there is no key
	Unit    Text     // of a number
	Measure string   // a number is right as it was measured in the student's own run; "": it is not measured
	Is      *float64 // the number that is right, nil: there is no such key
	Within  float64  // how far off a number may be, percent
	Why     Text     // said with the key, "": nothing
}

// Keyed says whether the question says what is right.
func (q *Asked) Keyed() bool { return q.Measure != "" || q.Is != nil || q.right() >= 0 }

// right is which option is right, -1 for none.
func (q *Asked) right() int {
	for i, o := range q.Options {
		if o.Right {
			return i
		}
	}
	return -1
}

// How far off a number may be, percent, when the file does not say so.
const (
	withinMeasured = 10
	withinMost     = 1000
)

// ParseHomework reads and checks a homework. The error is Mistakes: all of them.
func ParseHomework(file string, data []byte) (*Homework, error) {
	r := &reader{file: file}
	h := &Homework{ID: id(file, HomeworkSuffix, Suffix), text: string(data)}
	if err := r.read(data, func(top *yaml.Node) { r.homework(h, top) }); err != nil {
		return nil, err
	}
	return h, nil
}

func (r *reader) homework(h *Homework, n *yaml.Node) {
	version := 0
	t := &Try{Runs: 1} // a homework's run is what a lesson's variant is
	r.fields(n, "", append(r.goalOf(t),
		field{"homework", true, r.whole(&version, HomeworkVersion, HomeworkVersion)},
		field{"title", true, r.text(&h.Title)},
		field{"text", true, r.text(&h.Text)},
		field{"run", true, func(n *yaml.Node, path string) { r.homeworkRun(t, n, path) }},
		field{"questions", true, func(n *yaml.Node, path string) {
			r.list(n, path, 1, func(n *yaml.Node, path string) {
				h.Ask = append(h.Ask, Asked{})
				r.asked(&h.Ask[len(h.Ask)-1], n, path)
			})
		}},
	)...)
	r.after = append(r.after, func() { h.Plan, h.Change, h.Goal = t.Plan, t.Change, t.Goal })
}

// homeworkRun reads the run: a plan, which may have a seed.
func (r *reader) homeworkRun(t *Try, n *yaml.Node, path string) {
	before := len(r.bad)
	seed, split := "", ""
	r.fields(n, path, append(r.plan(&t.Plan),
		field{"seed", false, func(n *yaml.Node, path string) {
			var ok bool
			if seed, ok = r.word(n, path); !ok {
				return
			}
			x, err := strconv.ParseInt(seed, 10, 64)
			if err != nil {
				r.mistake(n, path, NotLegal, strconv.Quote(seed), "a whole number")
			}
			t.Plan.Seed = &x
		}},
		field{"split", false, r.oneOf(&split, "true", "false")},
	)...)
	t.Plan.Split = split == "true"
	if len(r.bad) == before {
		r.possible(t.Plan, n, path)
	}
}

func (r *reader) asked(q *Asked, n *yaml.Node, path string) {
	kind, is, within := "", -1.0, -1.0
	right := 0
	var answers *yaml.Node
	r.fields(n, path,
		field{"kind", true, r.oneOf(&kind, string(Choose), string(Number), string(Words))},
		field{"ask", true, r.text(&q.Ask)},
		field{"answers", false, func(n *yaml.Node, path string) {
			answers = n
			right = r.answers(&q.Options, n, path)
		}},
		field{"measure", false, r.measurable(&q.Measure)},
		field{"is", false, r.float(&is)},
		field{"within", false, r.float(&within)},
		field{"unit", false, r.text(&q.Unit)},
		field{"why", false, r.text(&q.Why)},
	)
	q.Kind = Kind(kind)
	if is >= 0 {
		q.Is = &is
	}
	if q.Within = within; within < 0 {
		q.Within = 0
		if q.Measure != "" {
			q.Within = withinMeasured
		}
	}
	switch {
	case q.Kind == Choose && answers == nil:
		r.mistake(n, path, Missing, strconv.Quote("answers"), "")
	case q.Kind == Choose && right > 1:
		r.mistake(answers, under(path, "answers"), OneRight, "", "")
	case kind != "" && q.Kind != Choose && answers != nil:
		r.mistake(answers, under(path, "answers"), NotLegal, strconv.Quote("answers"), "left out: only a choice has them")
	case kind != "" && q.Kind != Number && (q.Measure != "" || q.Is != nil || within >= 0 || !q.Unit.Zero()):
		r.mistake(n, path, NotLegal, strconv.Quote(kind), strconv.Quote(string(Number))+" where measure, is, within or unit stand")
	case q.Measure != "" && q.Is != nil:
		r.mistake(n, under(path, "is"), NotLegal, strconv.Quote("is"), "left out where measure stands")
	case q.Within > withinMost:
		r.mistake(n, under(path, "within"), NotLegal, strconv.FormatFloat(q.Within, 'g', -1, 64), "a percentage from 0 to 1000")
	}
}

// WithoutKey is the file of a homework without what says which answers are right
// and why: what is handed out.
func (h *Homework) WithoutKey() ([]byte, error) {
	var doc yaml.Node
	if err := yaml.Load([]byte(h.text), &doc); err != nil {
		return nil, err
	}
	strip(&doc)
	uncomment(&doc)
	return yaml.Dump(&doc)
}

// keyFields say what is right.
var keyFields = map[string]bool{"right": true, "is": true, "measure": true, "within": true, "why": true}

// strip takes the key out of the questions, wherever they stand under a node.
func strip(n *yaml.Node) {
	if n.Kind == yaml.DocumentNode && len(n.Content) > 0 {
		n = n.Content[0]
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == "questions" {
			for _, q := range n.Content[i+1].Content {
				stripQuestion(q)
			}
		}
	}
}

// uncomment takes out the comments, in which the key may stand too.
func uncomment(n *yaml.Node) {
	n.HeadComment, n.LineComment, n.FootComment = "", "", ""
	for _, x := range n.Content {
		uncomment(x)
	}
}

func stripQuestion(q *yaml.Node) {
	var left []*yaml.Node
	for i := 0; i+1 < len(q.Content); i += 2 {
		if keyFields[q.Content[i].Value] {
			continue
		}
		if q.Content[i].Value == "answers" {
			for _, a := range q.Content[i+1].Content {
				stripQuestion(a)
			}
		}
		left = append(left, q.Content[i], q.Content[i+1])
	}
	q.Content = left
}
