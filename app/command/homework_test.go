package command

// This file tests the command homework.

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"corelanes/engine"
	"corelanes/engine/lesson"
)

const example = "../../assets/lessons/example.homework.yaml"

// class is a folder with the example, and the answers of one student, who handed
// in a recording of something else.
func class(t *testing.T) (folder, answers string) {
	t.Helper()
	folder = t.TempDir()
	key := filepath.Join(folder, "example"+lesson.HomeworkSuffix)
	data, err := os.ReadFile(example)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(key, data, 0o644); err != nil {
		t.Fatal(err)
	}
	h, err := lesson.OpenHomework(key)
	if err != nil {
		t.Fatal(err)
	}
	o, err := engine.Open("../../assets/lessons/recordings/race.locked.lane")
	if err != nil {
		t.Fatal(err)
	}
	zero := 0.0
	out, err := (&lesson.Answers{Student: "Анна", Homework: h, Given: []lesson.Given{{Number: &zero}, {Choice: 3}, {Words: "=1+1"}}}).Attach(o)
	if err != nil {
		t.Fatal(err)
	}
	answers = filepath.Join(folder, "anna.lane")
	if err := out.Save(answers); err != nil {
		t.Fatal(err)
	}
	return folder, answers
}

func TestHomeworkCheckTellsOfBothKindsOfFiles(t *testing.T) {
	_, answers := class(t)
	if status, out, err := ran("homework", "check", example); status != ExitDone || !strings.Contains(out, "no mistakes; 3 questions, 2 with a key") {
		t.Errorf("%d: %s%s", status, out, err)
	}
	status, out, err := ran("homework", "check", answers)
	if status != ExitDone || !strings.Contains(out, "Анна, Two threads and a counter: run other, 1 of 2 right") || !strings.Contains(out, "2. wrong   The GIL drops one of the two writes  (right: Both read") {
		t.Errorf("%d: %s%s", status, out, err)
	}
	if status, _, err := ran("homework", "check", "../../assets/lessons/recordings/race.locked.lane"); status != ExitFailed || !strings.Contains(err, "no answers") {
		t.Errorf("%d: %s", status, err)
	}
	bad := filepath.Join(t.TempDir(), "bad"+lesson.HomeworkSuffix)
	if err := os.WriteFile(bad, []byte("homework: 1\nrun: x\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if status, _, err := ran("homework", "check", bad); status != ExitFailed || !strings.Contains(err, bad+":2: run: ") {
		t.Errorf("%d: %s", status, err)
	}
}

func TestHomeworkGridPrintsTheClass(t *testing.T) {
	folder, _ := class(t)
	status, out, err := ran("homework", "grid", folder)
	if status != ExitDone || !strings.Contains(out, "Анна") || !strings.Contains(out, "1 of 2") {
		t.Errorf("%d: %s%s", status, out, err)
	}
	status, out, err = ran("homework", "grid", folder, "--json")
	var got struct {
		Homeworks []lesson.Work `json:"homeworks"`
	}
	if e := json.Unmarshal([]byte(out), &got); status != ExitDone || e != nil || len(got.Homeworks) != 1 || got.Homeworks[0].Rows[0].Answers[1].Verdict != lesson.Wrong {
		t.Errorf("%d: %v: %s%s", status, e, out, err)
	}
	status, out, _ = ran("homework", "grid", "--csv", folder)
	if lines := strings.Split(strings.TrimSpace(out), "\n"); status != ExitDone || len(lines) != 2 || !strings.Contains(lines[1], "'=1+1") || !strings.HasPrefix(lines[0], "homework,student,") {
		t.Errorf("%d: %s", status, out)
	}
	if err := os.WriteFile(filepath.Join(folder, "junk.lane"), []byte("junk"), 0o644); err != nil {
		t.Fatal(err)
	}
	if status, out, err := ran("homework", "grid", folder); status != ExitFailed || !strings.Contains(out, "Анна") || !strings.Contains(err, "junk.lane: ") {
		t.Errorf("%d: %s%s", status, out, err)
	}
	if status, _, _ := ran("homework", "grid", folder, "--json", "--csv"); status != ExitUsage {
		t.Errorf("both formats: %d", status)
	}
}

func TestHomeworkPublishLeavesTheKeyOut(t *testing.T) {
	to := filepath.Join(t.TempDir(), "out"+lesson.HomeworkSuffix)
	if status, _, err := ran("homework", "publish", example, "-o", to); status != ExitDone {
		t.Fatalf("%d: %s", status, err)
	}
	if status, out, err := ran("homework", "check", to); status != ExitDone || !strings.Contains(out, "3 questions, 0 with a key") {
		t.Errorf("%d: %s%s", status, out, err)
	}
	if status, _, _ := ran("homework", "publish", example, "-o", "x.txt"); status != ExitUsage {
		t.Errorf("another ending: %d", status)
	}
}
