// Monkey presses random keys and buttons in a window of a local X display, and asks it all the while whether it still answers.
//
//	monkey -display :99 -window 2097164 -for 60s -seed 1
//
// The same seed presses the same keys at the same places, though not at the same moments of a run. It prints how long the
// window took to answer, and ends early, without an error, when the window has closed. Exit status 1: it did not answer within
// -dead, 10 s.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"time"

	"corelanes/scripts/internal/x11"
)

// Keys by their numbers on a PC's keyboard under X.
var (
	letters   = []byte{24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 38, 39, 40, 41, 42, 43, 44, 45, 46, 52, 53, 54, 55, 56, 57, 58}
	signs     = []byte{10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 59, 60, 61}
	moves     = []byte{110, 111, 112, 113, 114, 115, 116, 117, 23, 36, 65, 9, 119, 22}
	functions = []byte{67, 68, 69, 70, 71, 72, 73, 74, 75, 76, 95, 96}
	modifiers = []byte{37, 50, 64} // Ctrl, Shift, Alt
)

const (
	runKey    = 71 // F5
	escapeKey = 9
	pingEvery = 50 * time.Millisecond
)

func main() {
	display := flag.String("display", os.Getenv("DISPLAY"), "the X display")
	window := flag.String("window", "", "the window's number")
	limit := flag.Duration("for", time.Minute, "how long")
	dead := flag.Duration("dead", 10*time.Second, "a window that does not answer for so long is dead")
	seed := flag.Uint64("seed", 1, "the seed")
	width := flag.Int("width", 1280, "of the window at the display's corner, pixels")
	height := flag.Int("height", 800, "its height, pixels")
	flag.Parse()
	id, err := strconv.ParseUint(*window, 0, 32)
	if err != nil || flag.NArg() > 0 {
		flag.Usage()
		os.Exit(2)
	}
	if err := run(*display, uint32(id), *limit, *dead, *seed, *width, *height); err != nil {
		fmt.Fprintln(os.Stderr, "monkey:", err)
		os.Exit(1)
	}
}

func run(display string, window uint32, limit, dead time.Duration, seed uint64, width, height int) error {
	hand, err := x11.NewHand(display)
	if err != nil {
		return err
	}
	defer hand.Close()
	pinger, err := x11.NewPinger(display, window)
	if err != nil {
		return err
	}
	defer pinger.Close()

	ctx, cancel := context.WithTimeout(context.Background(), limit)
	defer cancel()
	pressed := make(chan int, 1)
	go func() {
		defer cancel()
		pressed <- press(ctx, hand, rand.New(rand.NewPCG(seed, 1)), width, height)
	}()
	took, err := ask(ctx, pinger, dead)
	cancel()
	n := <-pressed
	if len(took) > 0 {
		slices.Sort(took)
		fmt.Printf("%d presses, %d questions: the window answered within %v (median), %v (of 100, 99), %v at the latest\n",
			n, len(took), round(took[len(took)/2]), round(took[len(took)*99/100]), round(took[len(took)-1]))
	}
	return err
}

func round(d time.Duration) time.Duration { return d.Round(100 * time.Microsecond) }

// ask asks the window until the time is over or the window is gone.
func ask(ctx context.Context, p *x11.Pinger, dead time.Duration) (took []time.Duration, err error) {
	next := time.NewTicker(pingEvery)
	defer next.Stop()
	for {
		select {
		case <-ctx.Done():
			return took, nil
		case <-next.C:
		}
		d, err := p.Ping(dead)
		switch {
		case errors.Is(err, os.ErrDeadlineExceeded):
			return took, fmt.Errorf("no answer within %v, after %d answers", dead, len(took))
		case err != nil:
			fmt.Println(err)
			return took, nil // whoever started the program knows how it ended
		}
		took = append(took, d)
	}
}

// press presses until the time is over, and is how often it did.
func press(ctx context.Context, h x11.Hand, r *rand.Rand, width, height int) (n int) {
	for ctx.Err() == nil {
		if gesture(h, r, width, height) != nil {
			return n
		}
		n++
		select {
		case <-ctx.Done():
		case <-time.After(time.Duration(r.IntN(60)) * time.Millisecond): // as fast as an angry person
		}
	}
	return n
}

// gesture does one of the things that people do.
func gesture(h x11.Hand, r *rand.Rand, width, height int) error {
	move := func() error { return h.Move(r.IntN(width), r.IntN(height)) }
	switch x := r.IntN(100); {
	case x < 3:
		return tap(h.Key, runKey)
	case x < 8:
		return tap(h.Key, escapeKey)
	case x < 20:
		return tap(h.Key, one(r, letters))
	case x < 26:
		return tap(h.Key, one(r, signs))
	case x < 40:
		return tap(h.Key, one(r, moves))
	case x < 43:
		return tap(h.Key, one(r, functions))
	case x < 50: // with a modifier; the program may quit by one of them, and is started again
		m := one(r, modifiers)
		all := slices.Concat(letters, signs, moves)
		return errors.Join(h.Key(m, true), tap(h.Key, one(r, all)), h.Key(m, false))
	case x < 80:
		return errors.Join(move(), tap(h.Button, 1))
	case x < 84:
		return errors.Join(move(), tap(h.Button, 3))
	case x < 92: // the wheel
		return errors.Join(move(), tap(h.Button, byte(4+r.IntN(4))), tap(h.Button, byte(4+r.IntN(2))))
	case x < 96: // the top of the window, where pages and choices are
		return errors.Join(h.Move(r.IntN(width), r.IntN(90)), tap(h.Button, 1))
	default: // a drag
		return errors.Join(move(), h.Button(1, true), move(), move(), h.Button(1, false))
	}
}

func tap(do func(byte, bool) error, n byte) error { return errors.Join(do(n, true), do(n, false)) }

func one(r *rand.Rand, of []byte) byte { return of[r.IntN(len(of))] }
