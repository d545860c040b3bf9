/* Enters: the parts of a colour in one of CSS Color 4's spaces. Leaves: its channels in sRGB. All
 * go by way of CIE XYZ under D65; matrices and curves are those of CSS Color 4, 18 ("Sample code
 * for color conversions"), and rec2020 has the gamma of 2.4 that the CSS Working Group gave it in
 * 2025. What lies outside sRGB keeps lightness and hue and loses chroma, until cutting off the rest
 * makes no visible difference (CSS Color 4, 13.2). The last bits may differ between machines;
 * channels of 8 bits do not. */
#include <math.h>
#include <string.h>

#include "style/color.h"

typedef double matrix[3][3];

static void multiply(const matrix by, const double in[3], double out[3])
{
    double product[3];
    for (int i = 0; i < 3; i++)
        product[i] = by[i][0] * in[0] + by[i][1] * in[1] + by[i][2] * in[2];
    memcpy(out, product, sizeof product);
}

static double limit(double value, double least, double most)
{
    return value < least ? least : value > most ? most : value;
}

/* ── Curves: from an encoded channel to light, and back ──────────────────────────────────────── */

typedef double curve(double channel);

static double straight(double channel)
{
    return channel;
}

static double srgb_to_light(double channel)
{
    double size = fabs(channel);
    return copysign(size <= 0.04045 ? size / 12.92 : pow((size + 0.055) / 1.055, 2.4), channel);
}

static double srgb_from_light(double light)
{
    double size = fabs(light);
    return copysign(size > 0.0031308 ? 1.055 * pow(size, 1 / 2.4) - 0.055 : 12.92 * size, light);
}

static double a98_to_light(double channel)
{
    return copysign(pow(fabs(channel), 563.0 / 256), channel);
}

static double prophoto_to_light(double channel)
{
    double size = fabs(channel);
    return copysign(size <= 16.0 / 512 ? size / 16 : pow(size, 1.8), channel);
}

static double rec2020_to_light(double channel)
{
    return copysign(pow(fabs(channel), 2.4), channel);
}

/* ── Matrices: from light to XYZ, and between XYZ and Oklab ──────────────────────────────────── */

static const matrix srgb_to_xyz = {
    {506752.0 / 1228815, 87881.0 / 245763, 12673.0 / 70218},
    {87098.0 / 409605, 175762.0 / 245763, 12673.0 / 175545},
    {7918.0 / 409605, 87881.0 / 737289, 1001167.0 / 1053270},
};
static const matrix xyz_to_srgb = {
    {12831.0 / 3959, -329.0 / 214, -1974.0 / 3959},
    {-851781.0 / 878810, 1648619.0 / 878810, 36519.0 / 878810},
    {705.0 / 12673, -2585.0 / 12673, 705.0 / 667},
};
static const matrix p3_to_xyz = {
    {608311.0 / 1250200, 189793.0 / 714400, 198249.0 / 1000160},
    {35783.0 / 156275, 247089.0 / 357200, 198249.0 / 2500400},
    {0, 32229.0 / 714400, 5220557.0 / 5000800},
};
static const matrix a98_to_xyz = {
    {573536.0 / 994567, 263643.0 / 1420810, 187206.0 / 994567},
    {591459.0 / 1989134, 6239551.0 / 9945670, 374412.0 / 4972835},
    {53769.0 / 1989134, 351524.0 / 4972835, 4929758.0 / 4972835},
};
static const matrix rec2020_to_xyz = {
    {63426534.0 / 99577255, 20160776.0 / 139408157, 47086771.0 / 278816314},
    {26158966.0 / 99577255, 472592308.0 / 697040785, 8267143.0 / 139408157},
    {0, 19567812.0 / 697040785, 295819943.0 / 278816314},
};
static const matrix prophoto_to_xyz_d50 = {
    {0.79776664490064230, 0.13518129740053308, 0.03134773412839220},
    {0.28807482881940130, 0.71183523424187300, 0.00008993693872564},
    {0, 0, 0.82510460251046020},
};
static const matrix unit = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};
/* Bradford's, from D50 to D65. */
static const matrix d50_to_d65 = {
    {0.955473421488075, -0.02309845494876471, 0.06325924320057072},
    {-0.0283697093338637, 1.0099953980813041, 0.021041441191917323},
    {0.012314014864481998, -0.020507649298898964, 1.330365926242124},
};
static const matrix xyz_to_lms = {
    {0.8190224379967030, 0.3619062600528904, -0.1288737815209879},
    {0.0329836539323885, 0.9292868615863434, 0.0361446663506424},
    {0.0481771893596242, 0.2642395317527308, 0.6335478284694309},
};
static const matrix lms_to_xyz = {
    {1.2268798758459243, -0.5578149944602171, 0.2813910456659647},
    {-0.0405757452148008, 1.1122868032803170, -0.0717110580655164},
    {-0.0763729366746601, -0.4214933324022432, 1.5869240198367816},
};
static const matrix lms_to_oklab = {
    {0.2104542683093140, 0.7936177747023054, -0.0040720430116193},
    {1.9779985324311684, -2.4285922420485799, 0.4505937096174110},
    {0.0259040424655478, 0.7827717124575296, -0.8086757549230774},
};
static const matrix oklab_to_lms = {
    {1, 0.3963377773761749, 0.2158037573099136},
    {1, -0.1055613458156586, -0.0638541728258133},
    {1, -0.0894841775298119, -1.2914855480194092},
};

static void oklab_to_xyz(const double lab[3], double xyz[3])
{
    double lms[3];
    multiply(oklab_to_lms, lab, lms);
    for (int i = 0; i < 3; i++)
        lms[i] = lms[i] * lms[i] * lms[i];
    multiply(lms_to_xyz, lms, xyz);
}

static void xyz_to_oklab(const double xyz[3], double lab[3])
{
    double lms[3];
    multiply(xyz_to_lms, xyz, lms);
    for (int i = 0; i < 3; i++)
        lms[i] = cbrt(lms[i]);
    multiply(lms_to_oklab, lms, lab);
}

/* ── The gamut of sRGB ───────────────────────────────────────────────────────────────────────── */

/* Channels as light, cut off; what they were is known by whether they fit, and by how far, in
 * Oklab, the colour was moved. */
struct fit {
    double light[3];
    bool fits;
    double distance;
};

static struct fit cut_off(const double lab[3])
{
    struct fit fit = {.fits = true};
    double xyz[3], moved[3];
    oklab_to_xyz(lab, xyz);
    multiply(xyz_to_srgb, xyz, fit.light);
    for (int i = 0; i < 3; i++) {
        double channel = limit(fit.light[i], 0, 1);
        fit.fits = fit.fits && channel == fit.light[i];
        fit.light[i] = channel;
    }
    multiply(srgb_to_xyz, fit.light, xyz);
    xyz_to_oklab(xyz, moved);
    fit.distance = hypot(hypot(moved[0] - lab[0], moved[1] - lab[1]), moved[2] - lab[2]);
    return fit;
}

/* CSS Color 4, 13.2.4: a binary search for the chroma at which cutting off is just not seen. */
static struct fit reduce_chroma(const double lab[3])
{
    static const double just_noticeable = 0.02, precise = 0.0001;
    double low = 0, high = hypot(lab[1], lab[2]), whole = high;
    bool low_fits = true;
    struct fit fit = cut_off(lab);
    if (fit.fits || fit.distance < just_noticeable)
        return fit;
    while (high - low > precise) {
        double chroma = (low + high) / 2;
        fit = cut_off((double[]){lab[0], lab[1] * chroma / whole, lab[2] * chroma / whole});
        if (low_fits && fit.fits) {
            low = chroma;
        } else if (fit.distance < just_noticeable) {
            if (just_noticeable - fit.distance < precise)
                break;
            low_fits = false;
            low = chroma;
        } else {
            high = chroma;
        }
    }
    return fit;
}

static void from_xyz(const double xyz[3], double channels[3])
{
    double lab[3];
    multiply(xyz_to_srgb, xyz, channels);
    bool fits = true;
    for (int i = 0; i < 3; i++)
        fits = fits && channels[i] == limit(channels[i], 0, 1);
    if (!fits) {
        xyz_to_oklab(xyz, lab);
        if (lab[0] <= 0 || lab[0] >= 1)
            lab[1] = lab[2] = 0;
        memcpy(channels, reduce_chroma(lab).light, 3 * sizeof *channels);
    }
    for (int i = 0; i < 3; i++)
        channels[i] = srgb_from_light(channels[i]);
}

/* ── Spaces of color() ───────────────────────────────────────────────────────────────────────── */

static void from_rgb(const double parts[3], curve *to_light, const matrix to_xyz, bool is_d50,
                     double channels[3])
{
    double xyz[3];
    for (int i = 0; i < 3; i++)
        xyz[i] = to_light(parts[i]);
    multiply(to_xyz, xyz, xyz);
    if (is_d50)
        multiply(d50_to_d65, xyz, xyz);
    from_xyz(xyz, channels);
}

#define SPACE(name, curve, matrix, is_d50)                                                         \
    static void name(const double parts[3], double channels[3])                                    \
    {                                                                                              \
        from_rgb(parts, curve, matrix, is_d50, channels);                                          \
    }
SPACE(from_srgb, srgb_to_light, srgb_to_xyz, false)
SPACE(from_srgb_linear, straight, srgb_to_xyz, false)
SPACE(from_p3, srgb_to_light, p3_to_xyz, false)
SPACE(from_p3_linear, straight, p3_to_xyz, false)
SPACE(from_a98, a98_to_light, a98_to_xyz, false)
SPACE(from_prophoto, prophoto_to_light, prophoto_to_xyz_d50, true)
SPACE(from_rec2020, rec2020_to_light, rec2020_to_xyz, false)
SPACE(from_xyz_d50, straight, unit, true)

color_convert *color_space(struct slice name)
{
    static const struct {
        const char *name;
        color_convert *convert;
    } spaces[] = {{"srgb", from_srgb},       {"srgb-linear", from_srgb_linear},
                  {"display-p3", from_p3},   {"display-p3-linear", from_p3_linear},
                  {"a98-rgb", from_a98},     {"prophoto-rgb", from_prophoto},
                  {"rec2020", from_rec2020}, {"xyz", from_xyz},
                  {"xyz-d50", from_xyz_d50}, {"xyz-d65", from_xyz}};
    for (size_t i = 0; i < sizeof spaces / sizeof *spaces; i++)
        if (slice_is(name, spaces[i].name))
            return spaces[i].convert;
    return NULL;
}

/* ── Spaces with functions of their own ──────────────────────────────────────────────────────── */

/* From a chroma and a hue at [1] and [2]. */
static void to_axes(const double polar[3], double lab[3])
{
    static const double degree = 3.14159265358979323846 / 180;
    double chroma = polar[1] > 0 ? polar[1] : 0;
    lab[0] = polar[0];
    lab[1] = chroma * cos(polar[2] * degree);
    lab[2] = chroma * sin(polar[2] * degree);
}

void color_from_oklab(const double parts[3], double channels[3])
{
    double xyz[3], lab[] = {limit(parts[0], 0, 1), parts[1], parts[2]};
    if (lab[0] <= 0 || lab[0] >= 1) /* the way to XYZ and back is too long for huge chromas */
        lab[1] = lab[2] = 0;
    oklab_to_xyz(lab, xyz);
    from_xyz(xyz, channels);
}

void color_from_oklch(const double parts[3], double channels[3])
{
    double lab[3];
    to_axes(parts, lab);
    color_from_oklab(lab, channels);
}

/* CIE's epsilon and kappa, and the white of D50. */
void color_from_lab(const double parts[3], double channels[3])
{
    static const double epsilon = 216.0 / 24389, kappa = 24389.0 / 27;
    static const double white[] = {0.3457 / 0.3585, 1, (1 - 0.3457 - 0.3585) / 0.3585};
    double lightness = limit(parts[0], 0, 100), middle = (lightness + 16) / 116, xyz[3];
    const double roots[] = {parts[1] / 500 + middle, middle, middle - parts[2] / 200};
    for (int i = 0; i < 3; i++) {
        double cube = roots[i] * roots[i] * roots[i];
        xyz[i] = white[i] * (cube > epsilon ? cube : (116 * roots[i] - 16) / kappa);
    }
    from_xyz_d50(xyz, channels);
}

void color_from_lch(const double parts[3], double channels[3])
{
    double lab[3];
    to_axes(parts, lab);
    color_from_lab(lab, channels);
}

/* Foley and van Dam's hexagon, as CSS Color 4, 7.1 has it. */
void color_from_hsl(const double parts[3], double channels[3])
{
    double saturation = limit(parts[1] / 100, 0, 1), lightness = limit(parts[2] / 100, 0, 1);
    double half = saturation * (lightness < 0.5 ? lightness : 1 - lightness);
    for (int i = 0; i < 3; i++) {
        double twelfth = fmod((i == 0 ? 0 : i == 1 ? 8 : 4) + parts[0] / 30, 12);
        double slope = twelfth - 3 < 9 - twelfth ? twelfth - 3 : 9 - twelfth;
        channels[i] = lightness - half * limit(slope, -1, 1);
    }
}

void color_from_hwb(const double parts[3], double channels[3])
{
    double white = limit(parts[1] / 100, 0, 1), black = limit(parts[2] / 100, 0, 1);
    color_from_hsl((double[]){parts[0], 100, 50}, channels);
    for (int i = 0; i < 3; i++)
        channels[i] = white + black >= 1 ? white / (white + black)
                                         : channels[i] * (1 - white - black) + white;
}
