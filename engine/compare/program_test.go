//go:build unix

package compare

// This file tests the comparison of a user's own command.

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"
)

func TestACommandRunsOnceForEachRepeatAndNumberOfWorkers(t *testing.T) {
	p, err := Program{Command: `test {workers} -ge 1`, Workers: []int{1, 3}, Repeat: 2}.Checked()
	if err != nil {
		t.Fatal(err)
	}
	var seen []int
	rows, err := CarryProgram(context.Background(), p, func(workers, _ int) { seen = append(seen, workers) })
	if err != nil || len(rows) != 2 || len(rows[0].Runs) != 2 || rows[1].Speedup == nil || rows[0].Speedup != nil || len(seen) != 4 || rows[1].Workers != 3 {
		t.Errorf("%+v, %v; ran %v", rows, err, seen)
	}
}

func TestACommandThatFailsSaysHow(t *testing.T) {
	p, err := Program{Command: `echo no such job >&2; exit {workers}`, Workers: []int{7}, Repeat: 3}.Checked()
	if err != nil {
		t.Fatal(err)
	}
	rows, err := CarryProgram(context.Background(), p, nil)
	if err != nil || len(rows) != 1 || rows[0].Error == nil || !strings.Contains(*rows[0].Error, "exit status 7") || !strings.Contains(*rows[0].Error, "no such job") {
		t.Errorf("%+v, %v", rows, err)
	}
}

func TestACommandIsEndedWithItsChildren(t *testing.T) {
	p, err := Program{Command: `sleep 600 & wait; exit {workers}`, Workers: []int{1}, Repeat: 1}.Checked()
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	begin := time.Now()
	_, err = CarryProgram(ctx, p, func(int, int) { stop() })
	if !errors.Is(err, context.Canceled) || time.Since(begin) > time.Minute {
		t.Errorf("%v after %v", err, time.Since(begin))
	}
}

func TestACommandWithoutAPlaceForTheWorkersIsRefused(t *testing.T) {
	if _, err := (Program{Command: "make"}).Checked(); err == nil {
		t.Error("it is not refused")
	}
}
