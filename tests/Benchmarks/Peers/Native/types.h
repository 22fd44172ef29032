/* Includes FOR_EACH_TYPE once for doubles and once for floats: REAL is the type, F names by type, M names of libm. */
#define REAL double
#define F(name) name##_f64
#define M(name) name
#include FOR_EACH_TYPE
#undef REAL
#undef F
#undef M
#define REAL float
#define F(name) name##_f32
#define M(name) name##f
#include FOR_EACH_TYPE
#undef REAL
#undef F
#undef M
#undef FOR_EACH_TYPE
