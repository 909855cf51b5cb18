Probe() { say_text data "$p_data"; }
