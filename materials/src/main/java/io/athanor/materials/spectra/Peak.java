package io.athanor.materials.spectra;

/**
 * A peak above its background, fitted by one shape; standard errors are those of the fit, widened
 * by its scatter.
 *
 * @param position in the unit of x
 * @param positionError its standard error
 * @param height in the unit of y
 * @param heightError its standard error
 * @param width full width at half maximum, in the unit of x
 * @param widthError its standard error
 * @param area in the product of the units
 * @param areaError its standard error
 * @param lorentzian whether a Lorentzian fits better than a Gaussian
 */
public record Peak(
    double position,
    double positionError,
    double height,
    double heightError,
    double width,
    double widthError,
    double area,
    double areaError,
    boolean lorentzian) {}
