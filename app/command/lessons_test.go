package command

// This file tests the command lesson.

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func ran(args ...string) (status int, out, err string) {
	var o, e bytes.Buffer
	status = dispatch(streams{out: &o, err: &e}, args)
	return status, o.String(), e.String()
}

func TestLessonListNamesTheLessonsInTheirOrder(t *testing.T) {
	status, out, _ := ran("lesson", "list")
	if status != ExitDone || !strings.Contains(out, " 1  what-runs") || !strings.Contains(out, " 3  gil") {
		t.Errorf("%d: %s", status, out)
	}
}

func TestLessonCheckNamesFileLineAndField(t *testing.T) {
	bad := filepath.Join(t.TempDir(), "bad.yaml")
	if err := os.WriteFile(bad, []byte("lesson: 1\norder: x\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if status, _, err := ran("lesson", "check", bad); status != ExitFailed || !strings.Contains(err, bad+":2: order: ") {
		t.Errorf("%d: %s", status, err)
	}
	if status, out, _ := ran("lesson", "check", "../../assets/lessons/gil.yaml"); status != ExitDone || !strings.Contains(out, "no mistakes") {
		t.Errorf("%d: %s", status, out)
	}
	if status, _, err := ran("lesson", "chekc", bad); status != ExitUsage || !strings.Contains(err, "did you mean check") {
		t.Errorf("%d: %s", status, err)
	}
}
