/* Random numbers that are the same to the last bit as `engines/sampling.py` gives: addresses
   (Philox4x32-10) and times by inversion. Sources stand there. */
#ifndef LUCK_H
#define LUCK_H

#include <math.h>
#include <stdint.h>

enum { FIXED, EXPONENTIAL, WEIBULL, GAMMA, LOGNORMAL, MIXTURE };
enum { BEGINNING = 0, STEP = 1, SITTING = 2 };

#define TABLE_REACH 23.0
#define TABLE_CELLS 4096

typedef struct {
    uint32_t word[4];
} Words;

typedef struct {
    double scale, shape, second;
    int32_t form, table;
} PreparedTime;

static inline Words luck(uint32_t key0, uint32_t key1, uint64_t person, uint32_t step,
                         uint32_t block, uint32_t sitting)
{
    uint32_t word0 = (uint32_t)person, word1 = (uint32_t)(person >> 32);
    uint32_t word2 = step, word3 = block | (sitting << 8);
    for (int round = 0; round < 10; round++) {
        uint64_t first = 0xD2511F53ull * word0, second = 0xCD9E8D57ull * word2;
        word0 = (uint32_t)(second >> 32) ^ word1 ^ key0;
        word1 = (uint32_t)second;
        word2 = (uint32_t)(first >> 32) ^ word3 ^ key1;
        word3 = (uint32_t)first;
        key0 += 0x9E3779B9u;
        key1 += 0xBB67AE85u;
    }
    return (Words){{word0, word1, word2, word3}};
}

static inline double uniform_of(uint32_t word)
{
    return ((double)word + 0.5) / 4294967296.0;
}

static double standard_normal(double uniform)
{
    double q = uniform - 0.5, r, top, bottom;
    if (-0.425 <= q && q <= 0.425) {
        r = 0.180625 - q * q;
        top = 2.5090809287301226727e3 * r + 3.3430575583588128105e4;
        top = (top * r + 6.7265770927008700853e4) * r + 4.5921953931549871457e4;
        top = (top * r + 1.3731693765509461125e4) * r + 1.9715909503065514427e3;
        top = (top * r + 1.3314166789178437745e2) * r + 3.3871328727963666080e0;
        bottom = 5.2264952788528545610e3 * r + 2.8729085735721942674e4;
        bottom = (bottom * r + 3.9307895800092710610e4) * r + 2.1213794301586595867e4;
        bottom = (bottom * r + 5.3941960214247511077e3) * r + 6.8718700749205790830e2;
        bottom = (bottom * r + 4.2313330701600911252e1) * r + 1.0;
        return q * top / bottom;
    }
    r = sqrt(-log(q < 0.0 ? uniform : 1.0 - uniform));
    if (r <= 5.0) {
        r = r - 1.6;
        top = 7.74545014278341407640e-4 * r + 2.27238449892691845833e-2;
        top = (top * r + 2.41780725177450611770e-1) * r + 1.27045825245236838258e0;
        top = (top * r + 3.64784832476320460504e0) * r + 5.76949722146069140550e0;
        top = (top * r + 4.63033784615654529590e0) * r + 1.42343711074968357734e0;
        bottom = 1.05075007164441684324e-9 * r + 5.47593808499534494600e-4;
        bottom = (bottom * r + 1.51986665636164571966e-2) * r + 1.48103976427480074590e-1;
        bottom = (bottom * r + 6.89767334985100004550e-1) * r + 1.67638483018380384940e0;
        bottom = (bottom * r + 2.05319162663775882187e0) * r + 1.0;
    } else {
        r = r - 5.0;
        top = 2.01033439929228813265e-7 * r + 2.71155556874348757815e-5;
        top = (top * r + 1.24266094738807843860e-3) * r + 2.65321895265761230930e-2;
        top = (top * r + 2.96560571828504891230e-1) * r + 1.78482653991729133580e0;
        top = (top * r + 5.46378491116411436990e0) * r + 6.65790464350110377720e0;
        bottom = 2.04426310338993978564e-15 * r + 1.42151175831644588870e-7;
        bottom = (bottom * r + 1.84631831751005468180e-5) * r + 7.86869131145613259100e-4;
        bottom = (bottom * r + 1.48753612908506148525e-2) * r + 1.36929880922735805310e-1;
        bottom = (bottom * r + 5.99832206555887937690e-1) * r + 1.0;
    }
    return q < 0.0 ? -top / bottom : top / bottom;
}

static double gamma_of_mean_one(const double *table, double uniform)
{
    double odds = log(uniform / (1.0 - uniform));
    double position = (odds + TABLE_REACH) * (TABLE_CELLS / (2.0 * TABLE_REACH));
    int cell = (int)position;
    double left = table[cell];
    return exp(left + (position - cell) * (table[cell + 1] - left));
}

/* Days (or hours of work); `tables` holds every gamma table one after the other. */
static inline double duration(const PreparedTime *time, const double *tables, uint32_t value_word,
                              uint32_t component_word)
{
    double value = uniform_of(value_word);
    switch (time->form) {
    case EXPONENTIAL:
        return time->scale * -log(1.0 - value);
    case FIXED:
        return time->scale;
    case MIXTURE:
        return (uniform_of(component_word) < time->shape ? time->scale : time->second) *
               -log(1.0 - value);
    case LOGNORMAL:
        return time->scale * exp(time->shape * standard_normal(value));
    case WEIBULL:
        return time->scale * exp(time->shape * log(-log(1.0 - value)));
    default:
        return time->scale *
               gamma_of_mean_one(tables + (int64_t)time->table * (TABLE_CELLS + 1), value);
    }
}

#endif
