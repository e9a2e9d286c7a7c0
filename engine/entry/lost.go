package entry

// This file holds the updates that a program lost, as its result tells them.

import (
	"encoding/json"
	"fmt"
)

// LostUpdates are updates of a shared number that did not arrive.
type LostUpdates struct {
	Expected int64 `json:"expected"`
	Counted  int64 `json:"counted"`
	Lost     int64 `json:"lost"`
}

// Lost are the updates that a result says were lost; nil if none were, or it is
// about something else.
func Lost(result json.RawMessage) *LostUpdates {
	var l LostUpdates
	if result == nil || json.Unmarshal(result, &l) != nil || l.Lost == 0 || l.Expected-l.Counted != l.Lost {
		return nil
	}
	return &l
}

// Words say it in a sentence.
func (l LostUpdates) Words() string {
	return fmt.Sprintf("%d of %d updates were lost: a worker wrote what it had computed from an old value", l.Lost, l.Expected)
}
