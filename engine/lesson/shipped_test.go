package lesson_test

// This file tests the lessons that come with the program.

import (
	"os"
	"testing"

	"corelanes/engine/lesson"
)

// shipped are the lessons that come with the program. The engine does not know
// where they are carried, so they are read from the tree.
func shipped(t *testing.T) []*lesson.Lesson {
	t.Helper()
	s := lesson.Load(os.DirFS("../../assets/lessons"))
	for _, b := range s.Bad {
		t.Error(b.Err)
	}
	if len(s.Lessons) == 0 {
		t.Fatal("no lessons")
	}
	return s.Lessons
}

func TestTheShippedLessonsAreWithoutMistakes(t *testing.T) { shipped(t) }
