package trace

// This file holds the track: what a lane, an object or a core was, one stretch
// after another, and how much of any stretch of time each class (a state, an
// owner) had.
//
// Why: a frame must cost time by its pixels, not by the run's events. When
// thousands of spans fall on one pixel, the pixel shows the share of each class
// in it; when a few do, it must be exact, for people zoom there.
//
// How: a span is one word, when it began and what it is; it lasts until the
// next one begins. Beside every markEvery-th word stands a mark, how long each
// class that the track has shown had lasted when that span began. How long each had
// lasted at any moment is then the mark before it and at most markEvery words in a
// row; the share of a pixel is the difference of two such sums. Nothing is rounded to
// bins, so every zoom is exact, a burst in a quiet run is seen sharply, and the
// index costs the same few bytes a span however long the run.
//
// Because words and marks are only appended, a snapshot is a copy of two slices'
// headers, and a painter reads it without a lock while the run goes on.

import (
	"math"
	"math/bits"
	"slices"
	"sort"
)

// NumClasses is how many classes a track tells apart, class 0 (nothing, or
// nobody) not counted.
const NumClasses = int(NumStates) - 1

// NumOwners is how many owners of objects and cores are told apart: see
// OwnerClass.
const NumOwners = 8

// Share says how much of a stretch of time each class had, each in 0 … 1;
// index 0 is class 1. What is missing from 1 is class 0.
type Share [NumClasses]float32

// Classes is a set of classes: bit 0 is class 1.
type Classes uint16

// AllClasses is every class.
const AllClasses = Classes(1<<NumClasses - 1)

const (
	// markEvery is how many spans lie between two marks: so many words are a line of
	// memory, and to walk them all takes as long as to foretell wrongly where to stop.
	markEvery = 8
	// countFrom is how many spans a pixel may hold, on the average, for it to be
	// cheaper to go from span to span than from pixel to pixel.
	countFrom = 3
	// countNs is how long a pixel is at least for its borders to be whole nanoseconds.
	countNs = 1 << 14
	// countMost is how many spans a pixel may hold, on the average, for each to
	// be visited; from there on marks are cheaper.
	countMost = 16
)

// OwnerClass is the class, 1 … NumOwners, by which a lane stands in the
// shares of object and core tracks; 0 for nobody.
func OwnerClass(l Lane) uint8 {
	if l == 0 {
		return 0
	}
	return uint8((l-1)%NumOwners) + 1
}

// sums is how long each class lasted, ns, less what does not fit: the difference of
// two is right as long as what lies between them is no longer than sumNs. What is in
// no class is added up beside them, see nobody.
type sums [numClasses]uint32

const sumNs = 1<<32 - 1

// Owners' classes are among all of them, and both fit their masks.
const (
	_ = uint(NumClasses - NumOwners)
	_ = uint(statesMask - NumClasses)
	_ = uint(-(NumOwners & (NumOwners - 1)))
)

// word is a span of a track: its beginning, 0 … maxTime, in the upper 47 bits,
// and what it is, a State or an owner, in the lower 17.
type word uint64

const whatBits = 17

func wordOf(from Time, what uint32) word { return word(from)<<whatBits | word(what) }

func (w word) from() Time   { return Time(w >> whatBits) }
func (w word) what() uint32 { return uint32(w & (1<<whatBits - 1)) }

// Lanes and times have so many bits.
const (
	_ = uint(1<<whatBits - 1 - maxLanes)
	_ = uint(1<<(64-whatBits) - 1 - maxTime)
)

// track is a growing track, or a snapshot of one.
type track struct {
	words  []word
	marks  []uint32 // one after another, each the sums of the classes below, the lowest first
	whens  []Time   // of each mark: to find one without touching the words
	owners bool     // the words' lower halves are lanes, not states

	classes Classes // of all words
}

// reserve makes room for so many spans.
func (t *track) reserve(n int) {
	t.words = make([]word, 0, n)
	t.whens = make([]Time, 0, (n+markEvery-1)/markEvery)
}

// add begins a span, no earlier than the one before it.
func (t *track) add(from Time, what uint32) {
	w := wordOf(from, what)
	if c := w.class(t.mask()); c != nobody && t.classes>>c&1 == 0 {
		t.widen(Classes(1) << c)
	}
	if n := len(t.words); n%markEvery == 0 {
		var sum sums
		list := t.classes.list()
		if n > 0 {
			t.sumAt(n/markEvery-1, from, &list, &sum)
		}
		for _, c := range list.classes[:list.n] {
			t.marks = append(t.marks, sum[c])
		}
		t.whens = append(t.whens, from)
	}
	t.words = append(t.words, w)
}

// widen gives every mark the sum of a class that the track has not shown before; who
// has a snapshot keeps the marks as they were.
func (t *track) widen(class Classes) {
	was := t.classes.list()
	t.classes |= class
	now, below := t.classes.list(), bits.OnesCount16(uint16(t.classes&(class-1)))
	marks := make([]uint32, 0, max(len(t.whens), cap(t.whens))*now.n)
	for k := range t.whens {
		mark := t.marks[k*was.n:][:was.n]
		marks = append(marks, mark[:below]...)
		marks = append(marks, 0)
		marks = append(marks, mark[below:]...)
	}
	t.marks = marks
}

// at is the number of the span that covers a moment, -1 before the first.
func (t *track) at(when Time) int {
	return sort.Search(len(t.words), func(i int) bool { return t.words[i].from() > when }) - 1
}

// between is the half-open range of the spans that touch [from, to).
func (t *track) between(from, to Time) (lo, hi int) {
	lo = max(t.at(from), 0)
	hi = lo + sort.Search(len(t.words)-lo, func(i int) bool { return t.words[lo+i].from() >= to })
	return lo, hi
}

// ends is when a span ends; the last one ends with the recording.
func (t *track) ends(i int, end Time) Time {
	if i+1 < len(t.words) {
		return t.words[i+1].from()
	}
	return max(end, t.words[i].from())
}

// Hold is a stretch of an object, or of a core, with one owner and one number
// of waiters, up to the next one's From.
type Hold struct {
	From  Time
	Owner Lane   // 0 nobody
	Depth uint32 // lanes in the object's first room
}

// holdTrack is a growing track of holds, or a snapshot of one.
type holdTrack struct {
	track
	depths []uint16 // of each; nil while nobody has waited
	peaks  []uint16 // the greatest of each markEvery of depths
}

func (t *holdTrack) depth(i int) uint32 {
	if i < len(t.depths) {
		return uint32(t.depths[i])
	}
	return 0
}

// owner is who holds it at present.
func (t *holdTrack) owner() Lane {
	if len(t.words) == 0 {
		return 0
	}
	return Lane(t.words[len(t.words)-1].what())
}

func (t *holdTrack) add(h Hold) {
	n := len(t.words)
	var last word
	depth := uint32(0)
	if n > 0 {
		last, depth = t.words[n-1], t.depth(n-1)
	}
	if Lane(last.what()) == h.Owner && depth == h.Depth {
		return
	}
	if h.Depth != 0 || t.depths != nil {
		for len(t.depths) < n {
			t.deepen(0)
		}
		t.deepen(uint16(min(h.Depth, math.MaxUint16)))
	}
	t.owners = true
	t.track.add(max(h.From, last.from()), uint32(h.Owner))
}

func (t *holdTrack) deepen(depth uint16) {
	t.depths = append(t.depths, depth)
	if n := len(t.depths); n%markEvery == 0 {
		t.peaks = append(t.peaks, slices.Max(t.depths[n-markEvery:]))
	}
}

// HoldView is a track of owners.
type HoldView struct {
	track holdTrack
	end   Time
}

// Hold is one stretch of the track and where it ends.
func (h *HoldView) Hold(i int) (x Hold, to Time) {
	w := h.track.words[i]
	return Hold{w.from(), Lane(w.what()), h.track.depth(i)}, h.track.ends(i, h.end)
}

// HoldAt is the number of the stretch that covers t, -1 before the first.
func (h *HoldView) HoldAt(t Time) int { return h.track.at(t) }

// HoldRange is the half-open range of the stretches that touch [from, to).
func (h *HoldView) HoldRange(from, to Time) (lo, hi int) { return h.track.between(from, to) }

// Depths fills out, one element per pixel of [from, to), with the greatest depth
// in it.
func (h *HoldView) Depths(from, to Time, out []uint32) {
	clear(out)
	t := &h.track
	if to <= from || len(out) == 0 || len(t.words) == 0 || t.depths == nil {
		return
	}
	px := float64(to-from) / float64(len(out))
	i := t.at(from)
	for x := range out {
		if from+Time(float64(x)*px) >= h.end {
			return
		}
		border := from + Time(float64(x+1)*px)
		var deepest uint32
		if i >= 0 {
			deepest = t.depth(i)
		}
		for i+1 < len(t.words) {
			if b := (i + 1) / markEvery; (i+1)%markEvery == 0 && b < len(t.peaks) && b+1 < len(t.whens) && t.whens[b+1] < border {
				deepest = max(deepest, uint32(t.peaks[b])) // all of these lie before the border: their words need not be read
				i += markEvery
				continue
			}
			if t.words[i+1].from() >= border {
				break
			}
			i++
			deepest = max(deepest, t.depth(i))
		}
		out[x] = deepest
	}
}

// HoldShares fills out, one element per pixel of [from, to), with the share of
// each owner, by OwnerClass, and tells which classes may have any.
func (h *HoldView) HoldShares(from, to Time, out []Share) Classes {
	return h.track.shares(from, to, h.end, out)
}
