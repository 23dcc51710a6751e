//! From a goal to deals, leads and activities (拆解).
