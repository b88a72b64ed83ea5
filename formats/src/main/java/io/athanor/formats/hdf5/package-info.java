/**
 * NeXus files (nexusformat.org) in HDF5. jHDF reads the structures; storage, walk and sizes are
 * bounded here, since that library believes what a file says about itself.
 */
package io.athanor.formats.hdf5;
