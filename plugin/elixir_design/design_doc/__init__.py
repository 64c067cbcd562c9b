"""The consolidated design document: what stands now, without the conversation that led there."""
